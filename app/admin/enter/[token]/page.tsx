import type { Metadata } from 'next'
import { connection } from 'next/server'
import { setStatus } from '#app/http-status'
import { NothingHere } from '#components/missing'
import { isAdminOpen, isOperator } from '#lib/admin'
import { now } from '#lib/clock'
import { secret } from '#lib/secret'
import { findEntry } from '#lib/store/admin-entries'
import { readToken } from '#lib/token'
import { guarded } from '../../../guarded.tsx'
import { enter } from '../../sign-in.ts'

export const metadata: Metadata = { title: 'Enter', robots: 'noindex, nofollow' }

export default guarded(async function EnterPage({ params }: { params: Promise<{ token: string }> }) {
  await connection()
  const { token } = await params
  const holder = readToken('enter', token, secret(), now())
  const who = 'error' in holder ? null : await findEntry(holder.subscriberId, now())
  if (who === null || !isOperator(who, secret())) {
    await setStatus(404)
    if (!isAdminOpen()) return <NothingHere />
    return (
      <>
        <h1 className="page-title">This link does not work.</h1>
        <p className="mt-3">
          Perhaps it was used, or is older than fifteen minutes.{' '}
          <a className="link" href="/admin">
            Ask for another one
          </a>
          .
        </p>
      </>
    )
  }
  return (
    <>
      <h1 className="page-title">Enter?</h1>
      <p className="mt-3">
        As <strong>{who}</strong>, for twelve hours, in this browser.
      </p>
      <form action={enter.bind(null, token)} className="mt-6">
        <button type="submit" className="button">
          Enter
        </button>
      </form>
    </>
  )
})
