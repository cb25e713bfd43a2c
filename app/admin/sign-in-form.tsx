'use client'

import { useActionState } from 'react'
import { Announcement } from '#components/announcement'
import { SubmitButton } from '#components/submit-button'
import { askToEnter, type SignInState } from './sign-in.ts'

/** One field and one button: a link by mail, or the token. */
export function SignInForm({ by }: { by: 'email' | 'token' }) {
  const [state, action, pending] = useActionState<SignInState, FormData>(askToEnter, {
    attempt: 0,
    said: null,
    wrong: false,
  })
  return (
    <form action={action} key={state.attempt} className="grid justify-items-start gap-3">
      {state.said && <Announcement role={state.wrong ? 'alert' : 'status'}>{state.said}</Announcement>}
      <div className="grid w-full max-w-md gap-1.5">
        <label htmlFor={by} className="font-semibold">
          {by === 'email' ? 'Your email address' : 'The token'}
        </label>
        {by === 'email' ? (
          <input id={by} name="email" type="email" autoComplete="email" required maxLength={400} className="field" />
        ) : (
          <input
            id={by}
            name="token"
            type="password"
            autoComplete="current-password"
            required
            maxLength={400}
            className="field"
          />
        )}
      </div>
      <SubmitButton pending={pending} doing="Asking…">
        {by === 'email' ? 'Send me a link' : 'Enter'}
      </SubmitButton>
    </form>
  )
}
