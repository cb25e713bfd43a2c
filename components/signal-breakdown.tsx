import { describeDate } from '#lib/domain/paper/date'
import { type SignalHistory, spanOf } from '#lib/domain/rank/signal-history'
import { type Because, SIGNALS, type Signal } from '#lib/domain/rank/signals'
import { Sparkline } from './sparkline.tsx'

/** What others made of a paper: how each signal went, what it gained this week, and which part of the paper's score that makes. */
export function SignalBreakdown({ history, because }: { history: SignalHistory[]; because: Because[] }) {
  const span = spanOf(history)
  const recency = because.find(({ signal }) => signal === 'recency')
  if (!span && !recency) return null
  return (
    <section aria-labelledby="signals" className="mt-8">
      <h2 id="signals" className="font-semibold">
        What others made of it
      </h2>
      {span ? (
        <table className="mt-2 w-full text-sm">
          <caption className="sr-only">
            Each signal over time, what it gained this week, and its part of the score
          </caption>
          <thead className="text-left text-muted text-xs">
            <tr>
              <th scope="col" className="py-1 pr-3 font-normal">
                Signal
              </th>
              <th scope="col" className="py-1 pr-3 font-normal">
                {describeSpan(span)}
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                This week
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-normal">
                Of its score
              </th>
            </tr>
          </thead>
          <tbody>
            {history.map(one => (
              <SignalRow key={one.signal} history={one} span={span} share={shareOf(because, one.signal)} />
            ))}
            {recency && (
              <tr className="border-line border-t">
                <th scope="row" colSpan={3} className="py-2 text-left font-normal">
                  For being new
                </th>
                <td className="py-2 pl-3 text-right tabular-nums">{percent(recency.share)}</td>
              </tr>
            )}
          </tbody>
        </table>
      ) : (
        <p className="mt-2">Nothing was seen of that yet. It stands where it stands for being new.</p>
      )}
      <p className="mt-2 text-sm">
        <a className="link tap text-muted" href="/about/ranking">
          How papers are ranked
        </a>
      </p>
    </section>
  )
}

type Row = { history: SignalHistory; span: { from: Date; until: Date }; share: Because | undefined }

function SignalRow({ history, span, share }: Row) {
  const { value, at } = history.points.at(-1)!
  const { one, many } = SIGNALS[history.signal]
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <strong className="tabular-nums">{value.toLocaleString('en')}</strong> {value === 1 ? one : many}
        <span className="block text-muted text-xs">on {describeDate(at.toISOString())}</span>
      </th>
      <td className="py-2 pr-3">
        <Sparkline history={history} span={span} />
      </td>
      <td className="py-2 text-right tabular-nums">{share ? `+${share.value.toLocaleString('en')}` : '–'}</td>
      <td className="py-2 pl-3 text-right tabular-nums">{share ? percent(share.share) : '–'}</td>
    </tr>
  )
}

const shareOf = (because: Because[], signal: Signal) => because.find(one => one.signal === signal)

const percent = (share: number) => (share > 0 && share < 0.005 ? '< 1 %' : `${Math.round(share * 100)} %`)

function describeSpan({ from, until }: { from: Date; until: Date }): string {
  const [first, last] = [from, until].map(at => describeDate(at.toISOString()))
  return first === last ? first! : `${first} – ${last}`
}
