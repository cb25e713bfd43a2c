import { SIGNALS, type Signal } from '#lib/domain/rank/signals'

export type Reading = { signal: Signal; value: number; observedAt: Date }

/** What others made of a paper so far, and when that was seen. */
export function SignalList({ signals }: { signals: Reading[] }) {
  if (signals.length === 0) return null
  return (
    <section aria-labelledby="signals" className="mt-8">
      <h2 id="signals" className="font-semibold">
        What others made of it
      </h2>
      <ul className="mt-2 grid gap-1">
        {signals.map(({ signal, value, observedAt }) => (
          <li key={signal}>
            {value.toLocaleString('en')} {value === 1 ? SIGNALS[signal].one : SIGNALS[signal].many}
            <span className="text-muted text-sm"> on {observedAt.toISOString().slice(0, 10)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
