import { Moment } from './moment.tsx'

type Source = { name: string; state: string; says: string; lastSuccessAt: Date | null; lastError: string | null }

/** How fresh each source is, in the words that the mail and the API use too. */
export function SourceStates({ sources, now }: { sources: Source[]; now: Date }) {
  return (
    <section aria-labelledby="sources">
      <h2 id="sources" className="font-semibold font-serif text-xl">
        Sources
      </h2>
      {sources.length === 0 && <p className="mt-2 text-muted">No source was asked yet.</p>}
      <ul className="mt-3">
        {sources.map(({ name, state, says, lastSuccessAt, lastError }) => (
          <li key={name} className="border-line border-t py-3">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <strong>{name}</strong>
              <span className={TROUBLED.includes(state) ? 'font-semibold text-wrong' : ''}>{state}</span>
              <span className="text-muted text-sm">
                last success <Moment at={lastSuccessAt} now={now} />
              </span>
            </p>
            <p className="text-muted text-sm">{says}</p>
            {lastError && <p className="mt-1 break-words font-mono text-sm text-wrong">{lastError}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const TROUBLED = ['stale', 'failing']
