import type { Metadata } from 'next'
import { connection } from 'next/server'
import { AwayNotice } from '#components/away-notice'
import { Moment } from '#components/moment'
import { SourceStates } from '#components/source-states'
import { now } from '#lib/clock'
import { findAwaySince } from '#lib/replica-files'
import { findStatus } from '#lib/store/status'
import { guarded } from '../guarded.tsx'
import { JobTable } from './job-table.tsx'
import { MailState } from './mail-state.tsx'
import { RunTable } from './run-table.tsx'

export const metadata: Metadata = { title: 'Status' }

export default guarded(async function StatusPage() {
  await connection()
  const at = now()
  const status = await findStatus(at)
  const awaySince = findAwaySince(at)
  return (
    <div className="grid gap-10">
      <div>
        <h1 className="page-title">Status</h1>
        <p className="mt-3">{status.freshness}</p>
        {awaySince && <AwayNotice since={awaySince} />}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
        <dt className="text-muted">Papers</dt>
        <dd>{status.papers.toLocaleString('en')}</dd>
        <dt className="text-muted">Ranked</dt>
        <dd>
          <Moment at={status.rankedAt} now={at} />
        </dd>
        <dt className="text-muted">Worker last seen</dt>
        <dd>
          <Moment at={status.workerSeenAt} now={at} />
        </dd>
        <MailState status={status} now={at} />
      </dl>
      <SourceStates sources={status.sources} now={at} />
      <JobTable jobs={status.jobs} now={at} />
      <RunTable runs={status.runs} />
    </div>
  )
})
