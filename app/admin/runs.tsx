import type { JobRun } from '#lib/store/jobs'
import { Section } from './section.tsx'

/** The latest runs; what failed is told whole. */
export function Runs({ runs }: { runs: JobRun[] }) {
  const failed = runs.filter(({ ok }) => ok === false).length
  return (
    <Section id="runs" title="Latest runs (UTC)">
      <p className="mt-3 text-muted">
        {runs.length === 0 ? 'No job ran yet.' : `${failed} of the last ${runs.length} failed.`}
      </p>
      <ul className="mt-3 text-sm">
        {runs.map(({ job, startedAt, finishedAt, ok, error, summary }) => (
          <li
            key={`${job} ${startedAt.toISOString()}`}
            className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[9rem_8rem_1fr]"
          >
            <time dateTime={startedAt.toISOString()} className="text-muted tabular-nums">
              {startedAt.toISOString().slice(0, 16).replace('T', ' ')}
            </time>
            <span>{job}</span>
            <span className={ok === false ? 'break-words text-wrong' : 'text-muted'}>
              {error ?? summary ?? (finishedAt ? 'nothing to do' : 'running, or ended without a word')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
