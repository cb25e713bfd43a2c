import { Moment } from '#components/moment'
import type { Overview } from '#lib/store/overview'
import { ActButton } from './act-button.tsx'
import { ActionForm } from './action-form.tsx'
import { Section } from './section.tsx'

/** The work that happens by itself, but for the visits of sources. */
export function JobList({ overview, now }: { overview: Overview; now: Date }) {
  const { status, requests } = overview
  const jobs = status.jobs.filter(({ name }) => !name.startsWith('ingest '))
  return (
    <Section id="jobs" title="Jobs">
      <p className="mt-3 text-muted">
        A worker was last seen <Moment at={status.workerSeenAt} now={now} />. It takes what is asked for within a
        minute.
      </p>
      <ActionForm>
        <ul>
          {jobs.map(({ name, lastStartedAt, lastOk, lastSummary }) => {
            const asked = requests.find(each => each.job === name)
            return (
              <li key={name} className="grid gap-2 border-line border-t py-3 sm:grid-cols-[1fr_auto] sm:gap-x-4">
                <p className="min-w-0">
                  <strong>{name}</strong>{' '}
                  {lastOk === false && <span className="font-semibold text-wrong">failed </span>}
                  <span className="text-muted text-sm">
                    last worked <Moment at={lastStartedAt} now={now} />
                    {lastSummary && `. ${lastSummary}`}
                    {asked && ` Asked for by ${asked.askedBy}${asked.takenAt ? ', running' : ''}.`}
                  </span>
                </p>
                <p>
                  <ActButton does={`run ${name}`} label="Run now" about={name} />
                </p>
              </li>
            )
          })}
        </ul>
      </ActionForm>
    </Section>
  )
}
