'use client'

import { useActionState } from 'react'
import { type SubscribeState, subscribe } from '#app/subscribe/actions'
import type { FieldError, Preferences, Typed } from '#lib/domain/subscription/preferences'
import type { Preview } from '#lib/domain/subscription/preview'
import { Announcement } from './announcement.tsx'
import { ErrorSummary, FieldProblem, invalid } from './form-errors.tsx'
import { LivePreview } from './live-preview.tsx'
import { type Offered, PreferenceFields, typedFrom } from './preference-fields.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Asking for the mail, and seeing it before. Works without JavaScript; with it, nothing that was typed is lost on the way either. */
export function SubscribeForm(props: {
  /** What the address of the page chose, or what is wrong with that. */
  start: Preferences | { errors: FieldError[]; typed: Typed }
  preview: Preview
  offered: Offered
}) {
  const [state, action, pending] = useActionState<SubscribeState, FormData>(subscribe, { attempt: 0, kind: 'asked' })
  if (state.kind === 'accepted') return <Accepted {...state} />
  const { start } = props
  const began = 'errors' in start ? start : { errors: [], typed: { ...typedFrom(start), email: '' } }
  const errors = state.kind === 'wrong' ? state.errors : state.kind === 'asked' ? began.errors : []
  const typed = state.kind === 'asked' ? began.typed : state.typed
  return (
    // A new key makes new fields, whose defaults are what was typed: React empties a form once its action is done.
    <form action={action} key={state.attempt} noValidate className="grid grid-cols-1 gap-8">
      <ErrorSummary errors={errors} />
      <div className="grid gap-1.5">
        <label htmlFor="email" className="font-semibold">
          Your email address
        </label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={400}
          defaultValue={typed.email}
          className="field"
          {...invalid(errors, 'email')}
        />
        <FieldProblem errors={errors} field="email" />
      </div>
      <div aria-hidden="true" className="-left-[999rem] absolute">
        <label htmlFor="website">Leave this empty</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      <PreferenceFields typed={typed} errors={errors} offered={props.offered} proposeZone />
      <div>
        <SubmitButton pending={pending} doing="Asking for your mail…">
          Subscribe
        </SubmitButton>
        <p className="mt-3 text-muted text-sm">{props.offered.consent}</p>
      </div>
      <LivePreview
        initial={state.kind === 'previewed' ? state.preview : props.preview}
        isStale={state.kind === 'wrong'}
        isAsked={state.kind === 'previewed'}
      />
    </form>
  )
}

function Accepted({ email, readsOutbox }: { email: string; readsOutbox: boolean }) {
  return (
    <Announcement>
      <h2 className="section-title">Look in your inbox</h2>
      <p className="mt-2">
        A letter is on its way to <strong>{email}</strong>. Follow the link in it within three days. If nothing comes
        within a few minutes, look among the spam, or check the address.
      </p>
      {readsOutbox && (
        <p className="mt-4 text-muted">
          This installation sends no mail yet; on this machine you can read it in the{' '}
          <a className="link" href="/outbox">
            outbox
          </a>
          .
        </p>
      )}
    </Announcement>
  )
}
