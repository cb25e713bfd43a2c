import type { Metadata } from 'next'
import { connection } from 'next/server'
import { setStatus } from '#app/http-status'
import { NothingHere } from '#components/missing'
import { isAdminOpen } from '#lib/admin'
import { now } from '#lib/clock'
import { env } from '#lib/env'
import { findOverview } from '#lib/store/overview'
import { guarded } from '../guarded.tsx'
import { AuditList } from './audit-list.tsx'
import { findOperator } from './gate.ts'
import { HeldMails } from './held-mails.tsx'
import { JobList } from './job-list.tsx'
import { Runs } from './runs.tsx'
import { Sending } from './sending.tsx'
import { signOut } from './sign-in.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SourceList } from './source-list.tsx'
import { Suppressions } from './suppressions.tsx'

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  // While the database is away the page itself says so; here a throw would leave it without a title.
  const isOpen = isAdminOpen() || (await findOperator().catch(() => 'unknown')) !== null
  return { title: isOpen ? 'Operate' : 'Nothing here', robots: 'noindex, nofollow' }
}

export default guarded(async function AdminPage() {
  await connection()
  const operator = await findOperator()
  if (!operator && !isAdminOpen()) {
    await setStatus(404)
    return <NothingHere />
  }
  if (!operator) return <SignIn />
  const at = now()
  const overview = await findOverview(at)
  return (
    <div className="grid gap-10">
      <div>
        <h1 className="page-title">Operate</h1>
        <p className="mt-3">{overview.status.freshness}</p>
        <form action={signOut} className="mt-3 flex flex-wrap items-baseline gap-x-4">
          <span className="text-muted">
            You are <strong>{operator.who}</strong>.
          </span>
          <button type="submit" className="link tap">
            Sign out
          </button>
        </form>
      </div>
      <Sending overview={overview} now={at} />
      <HeldMails held={overview.held} count={overview.status.held} />
      <Suppressions counts={overview.suppressed} />
      <SourceList overview={overview} now={at} />
      <JobList overview={overview} now={at} />
      <Runs runs={overview.runs} />
      <AuditList entries={overview.audit} />
    </div>
  )
})

function SignIn() {
  const { ADMIN_TOKEN, ADMIN_EMAILS } = env()
  return (
    <div className="grid gap-8">
      <div>
        <h1 className="page-title">Operate</h1>
        <p className="mt-3 text-muted">For whoever looks after this site.</p>
      </div>
      {ADMIN_EMAILS && <SignInForm by="email" />}
      {ADMIN_TOKEN && <SignInForm by="token" />}
    </div>
  )
}
