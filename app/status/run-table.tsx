import type { Status } from '#lib/store/status'

/** The latest runs, as they were recorded. */
export function RunTable({ runs }: { runs: Status['runs'] }) {
  if (runs.length === 0) return null
  return (
    <section aria-labelledby="runs" className="hung border-line border-t pt-5">
      <h2 id="runs" className="section-title">
        Latest runs <span className="font-normal font-sans text-muted text-sm">(UTC)</span>
      </h2>
      <ul className="text-sm">
        {runs.map(run => (
          <li
            key={`${run.job} ${run.startedAt.toISOString()}`}
            className="grid gap-x-4 border-line border-t py-2 first:border-0 lg:first:pt-0 sm:grid-cols-[9rem_4rem_1fr]"
          >
            <time dateTime={run.startedAt.toISOString()} className="text-muted tabular-nums">
              {run.startedAt.toISOString().slice(0, 16).replace('T', ' ')}
            </time>
            <span>{run.job}</span>
            <span className={run.ok === false ? 'text-wrong' : 'text-muted'}>
              {run.error ?? run.summary ?? (run.finishedAt ? 'nothing to do' : 'running, or ended without a word')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
