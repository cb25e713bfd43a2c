'use client'

import { useActionState } from 'react'
import type { OnceState } from '#app/subscription/[token]/actions'
import { FocusKept } from './focus-kept.tsx'
import { SubmitButton } from './submit-button.tsx'
import { WaitForDatabase } from './wait-for-database.tsx'

/** The ways out: of the mails, with one's data, and of the database. */
export function OwnData(props: { leave: string; data: string; erase: (before: OnceState) => Promise<OnceState> }) {
  const [state, erase, pending] = useActionState<OnceState>(props.erase, { attempt: 0, kind: 'asked' })
  return (
    <section aria-labelledby="own-data" className="mt-10 grid gap-4 border-line border-t pt-6">
      <h2 id="own-data" className="font-semibold">
        Your data
      </h2>
      <p>
        <a className="link" href={props.leave}>
          Leave
        </a>{' '}
        <span className="text-muted">and get no more mail.</span>
      </p>
      <p>
        <a className="link" href={props.data} download="attn-my-data.json">
          Download all that is kept of you
        </a>{' '}
        <span className="text-muted">as JSON: your choice, when you agreed to what, and what was sent to you.</span>
      </p>
      {/* Without a script the page comes anew, and what it says must not be folded away. */}
      <details open={state.kind === 'away' || undefined}>
        <summary className="link tap">Erase everything</summary>
        <div className="mt-3 grid justify-items-start gap-3 border-accent border-l-2 pl-4">
          <p>
            No more mail comes, and all of the above is deleted at once, also what was sent to you and when. What stays
            is a code made of your address that cannot be turned back into it, so that nobody can put you on the list
            again by an import. This cannot be undone.
          </p>
          <form action={erase} className="grid justify-items-start gap-3">
            <FocusKept />
            {state.kind === 'away' && <WaitForDatabase key={state.attempt} />}
            <SubmitButton pending={pending} doing="Erasing…">
              Erase it all
            </SubmitButton>
          </form>
        </div>
      </details>
    </section>
  )
}
