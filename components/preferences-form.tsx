'use client'

import { useActionState } from 'react'
import type { ChangeState } from '#app/subscription/[token]/actions'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { Announcement } from './announcement.tsx'
import { ErrorSummary } from './form-errors.tsx'
import { type Offered, PreferenceFields, typedFrom } from './preference-fields.tsx'
import { SubmitButton } from './submit-button.tsx'
import { WaitForDatabase } from './wait-for-database.tsx'

/** Changing one's mind about hour, day and topics. */
export function PreferencesForm(props: {
  preferences: Preferences
  offered: Offered
  action: (before: ChangeState, data: FormData) => Promise<ChangeState>
}) {
  const [state, action, pending] = useActionState<ChangeState, FormData>(props.action, { attempt: 0, kind: 'asked' })
  const errors = state.kind === 'wrong' ? state.errors : []
  const typed = state.kind === 'wrong' || state.kind === 'away' ? state.typed : typedFrom(props.preferences)
  return (
    // A new key makes new fields, whose defaults are what was typed or saved: React empties a form once its action is done.
    <form action={action} key={state.attempt} noValidate className="grid grid-cols-1 gap-8">
      <ErrorSummary errors={errors} />
      {state.kind === 'away' && <WaitForDatabase />}
      {state.kind === 'saved' && <Announcement>Saved.</Announcement>}
      {state.kind === 'refused' && (
        <Announcement role="alert">
          This could not be saved: the link opens no subscription any more.{' '}
          <a className="link" href="/subscribe">
            Subscribe again
          </a>
        </Announcement>
      )}
      <PreferenceFields typed={typed} errors={errors} offered={props.offered} canPause />
      <SubmitButton className="button justify-self-start" pending={pending} doing="Saving…">
        Save
      </SubmitButton>
    </form>
  )
}
