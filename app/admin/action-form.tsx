'use client'

import { type ReactNode, useActionState } from 'react'
import { Announcement } from '#components/announcement'
import { type AdminState, act } from './actions.ts'

/** A part of the page whose buttons do something, and what came of the last one. Works without JavaScript. */
export function ActionForm({ children, address }: { children: ReactNode; address?: boolean }) {
  const [state, action, pending] = useActionState<AdminState, FormData>(act, {
    attempt: 0,
    said: null,
    wrong: false,
    typed: '',
  })
  return (
    <form action={action} key={state.attempt} aria-busy={pending} className="mt-3 grid gap-3">
      {state.said && <Announcement role={state.wrong ? 'alert' : 'status'}>{state.said}</Announcement>}
      {address && (
        <label className="grid gap-1.5">
          <span className="font-semibold">An address</span>
          <input
            name="address"
            type="email"
            autoComplete="off"
            maxLength={400}
            defaultValue={state.typed}
            className="field"
          />
        </label>
      )}
      {children}
    </form>
  )
}
