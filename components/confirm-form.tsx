'use client'

import { useActionState } from 'react'
import type { OnceState } from '#app/subscription/[token]/actions'
import { FocusKept } from './focus-kept.tsx'
import { SubmitButton } from './submit-button.tsx'
import { WaitForDatabase } from './wait-for-database.tsx'

/** The second half of the double opt-in: looking at the page changes nothing, the button does. `choice`: what was chosen, in words. */
export function ConfirmForm(props: {
  email: string | null
  choice: string
  action: (before: OnceState) => Promise<OnceState>
}) {
  const [state, action, pending] = useActionState<OnceState>(props.action, { attempt: 0, kind: 'asked' })
  return (
    <>
      <h1 className="page-title">One more click</h1>
      <p className="mt-3">
        Send trending papers to <strong>{props.email}</strong>, {props.choice}?
      </p>
      <form action={action} className="mt-6 grid justify-items-start gap-6">
        <FocusKept />
        {state.kind === 'away' && <WaitForDatabase key={state.attempt} />}
        <SubmitButton pending={pending} doing="Subscribing…">
          Yes, subscribe
        </SubmitButton>
      </form>
      <p className="mt-6 text-muted text-sm">
        If you did not ask for this, close the page: without the click nothing is sent, and in three days the address is
        forgotten.
      </p>
    </>
  )
}
