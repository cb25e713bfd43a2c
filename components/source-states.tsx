import type { Freshness } from '#lib/domain/freshness/freshness'
import { describeDate } from '#lib/domain/paper/date'
import { Moment } from './moment.tsx'
import { StateMark } from './state-mark.tsx'

type Source = {
  name: string
  about: string | null
  state: Freshness
  pausedAt: Date | null
  says: string
  lastError: string | null
  lastSuccessAt: Date | null
  lastPaperAt: Date | null
  nextExpectedAt: Date | null
}

/** How fresh each source is, in the words that the mail, the API and the command line use too. */
export function SourceStates({ sources, now }: { sources: Source[]; now: Date }) {
  return (
    <section aria-labelledby="sources" className="hung border-line border-t pt-5">
      <h2 id="sources" className="section-title">
        Sources
      </h2>
      <div>
        {sources.length === 0 && <p className="text-muted">No source was asked yet.</p>}
        <ul>
          {sources.map(source => (
            <SourceRow key={source.name} source={source} now={now} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function SourceRow({ source, now }: { source: Source; now: Date }) {
  const { name, about, state, pausedAt, says, lastError, lastSuccessAt, lastPaperAt, nextExpectedAt } = source
  return (
    <li className="border-line border-t py-4 first:border-0 lg:first:pt-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span>
          <strong>{name}</strong>
          {about && <span className="text-muted text-sm"> {about}</span>}
        </span>
        <StateMark state={state} />
      </p>
      <p className="mt-1">{says}</p>
      {pausedAt && (
        <p className="mt-1">
          Paused <Moment at={pausedAt} now={now} /> by the operator: it is not asked until that is over.
        </p>
      )}
      {lastError !== null && (
        <p className="mt-2 break-words border-wrong border-l-2 py-0.5 pl-3 font-mono text-sm">{lastError}</p>
      )}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 text-muted text-sm">
        <Fact name="Last success" at={lastSuccessAt} now={now} />
        {lastPaperAt && <Fact name="Last new paper" at={lastPaperAt} now={now} />}
        {nextExpectedAt && (
          <Fact name={nextExpectedAt < now ? 'Was expected' : 'Next expected'} at={nextExpectedAt} now={now} />
        )}
      </dl>
    </li>
  )
}

function Fact({ name, at, now }: { name: string; at: Date | null; now: Date }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Moment at={at} now={now} />
        {at && `, ${describeDate(at.toISOString())} ${at.toISOString().slice(11, 16)} UTC`}
      </dd>
    </>
  )
}
