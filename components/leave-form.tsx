'use client'

import { useActionState } from 'react'
import type { LeaveState } from '#app/u/[token]/leave/actions'
import { Announcement } from './announcement.tsx'
import { DeadLink } from './dead-link.tsx'
import { FocusKept } from './focus-kept.tsx'
import { SubmitButton } from './submit-button.tsx'
import { WaitForDatabase } from './wait-for-database.tsx'

/** Leaving, and taking it back. `email` is null for who has left. */
export function LeaveForm(props: {
  email: string | null
  action: (before: LeaveState, data: FormData) => Promise<LeaveState>
}) {
  const [state, action, pending] = useActionState<LeaveState, FormData>(props.action, { attempt: 0, kind: 'asked' })
  if (state.kind === 'back' && props.email !== null) {
    return (
      <Announcement>
        <h1 className="page-title">You are back</h1>
        <p className="mt-3">
          Nothing has changed: mail goes to <strong>{props.email}</strong> as before.
        </p>
      </Announcement>
    )
  }
  if (props.email === null) {
    const undo = state.kind === 'left' || state.kind === 'away' ? state.undo : null
    return (
      <>
        <DeadLink why="left" />
        {state.kind === 'away' && <WaitForDatabase key={state.attempt} />}
        {state.kind === 'too late' && (
          <Announcement role="alert">It is too late to take that back. You can subscribe again.</Announcement>
        )}
        {undo !== null && (
          <form action={action} className="mt-8 border-line border-t pt-6">
            <input type="hidden" name="undo" value={undo} />
            <p className="mb-3 text-muted">
              Was it a mistake? On this page, and for a day, it can be taken back: your choice and your address are in
              it, and nowhere else any more.
            </p>
            <SubmitButton className="button-quiet" pending={pending} doing="Taking it back…">
              Undo
            </SubmitButton>
          </form>
        )}
      </>
    )
  }
  return (
    <>
      <h1 className="page-title">Leave?</h1>
      <p className="mt-3">
        Nothing more will be sent to <strong>{props.email}</strong>, and the address is forgotten.
      </p>
      {state.kind === 'away' && <WaitForDatabase key={state.attempt} />}
      <form action={action} className="mt-6">
        <FocusKept />
        <SubmitButton pending={pending} doing="Leaving…">
          Leave
        </SubmitButton>
      </form>
    </>
  )
}
