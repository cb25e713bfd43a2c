import { Moment } from '#components/moment'
import type { Status } from '#lib/store/status'

/** The work that happens by itself, and how it last went. */
export function JobTable({ jobs, now }: { jobs: Status['jobs']; now: Date }) {
  return (
    <section aria-labelledby="jobs" className="hung border-line border-t pt-5">
      <h2 id="jobs" className="section-title">
        Jobs
      </h2>
      <div>
        {jobs.length === 0 && <p className="text-muted">No job ran yet.</p>}
        <ul>
          {jobs.map(({ name, lastStartedAt, lastOk, lastSummary }) => (
            <li key={name} className="border-line border-t py-3 first:border-0 lg:first:pt-0">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <strong>{name}</strong>
                {lastOk === false && <span className="font-semibold text-wrong">failed</span>}
                <span className="text-muted text-sm">
                  last worked <Moment at={lastStartedAt} now={now} />
                </span>
              </p>
              {lastSummary && <p className="text-muted text-sm">{lastSummary}</p>}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
