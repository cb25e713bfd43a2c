import { DEFAULT_SETTINGS, formatRanking, halfLifeIn, type RankingSettings } from '#lib/domain/rank/settings'
import { SIGNALS, type Signal } from '#lib/domain/rank/signals'
import { TIMED_WINDOWS } from '#lib/domain/rank/window'
import { Moment } from './moment.tsx'

const HOUR_MS = 3_600_000
const WINDOW_NAMES = { day: 'day', week: 'week', month: 'month', year: 'year' } as const

/** The settings in force here, and how long ago each signal was last seen at all. */
export function RankingSettingsInForce(props: {
  settings: RankingSettings
  ages: Record<Signal, Date | null>
  now: Date
}) {
  const { settings, ages, now } = props
  const isUsual = formatRanking(settings) === formatRanking(DEFAULT_SETTINGS)
  return (
    <>
      <p className="mt-2">
        {isUsual ? (
          'Whoever runs this site left the settings as they come.'
        ) : (
          <>
            Whoever runs this site set <code className="font-mono text-sm">RANKING={formatRanking(settings)}</code>.
          </>
        )}{' '}
        The half-life is{' '}
        {TIMED_WINDOWS.map(window => `${spanOf(halfLifeIn(window, settings))} in a ${WINDOW_NAMES[window]}`).join(', ')}
        . Caps grow with the square root of the window. A paper of today without signals stands where{' '}
        {settings.newcomer.toLocaleString('en')} points just gained would bring it.
      </p>
      <table className="mt-4 w-full text-sm">
        <caption className="sr-only">Signals with their weights and caps, and when each was last observed</caption>
        <thead className="text-left text-muted text-xs">
          <tr>
            <th scope="col" className="py-1 pr-3 font-normal">
              Signal
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-normal">
              Weight of one
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-normal">
              Cap in a week
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              Last observed
            </th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(SIGNALS) as Signal[]).map(signal => (
            <tr key={signal} className="border-line border-t">
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                {capitalize(SIGNALS[signal].many)}
              </th>
              <td className="py-2 pr-3 text-right tabular-nums">{settings.weights[signal].toLocaleString('en')}</td>
              <td className="py-2 pr-3 text-right tabular-nums">{settings.caps[signal].toLocaleString('en')}</td>
              <td className="py-2 text-right">
                <Moment at={ages[signal]} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** A span of time as people say it, on one line: `6.9 h`, `48 h`, `8.6 days`. */
function spanOf(ms: number): string {
  const hours = ms / HOUR_MS
  return hours <= 72 ? `${short(hours)}\u00a0h` : `${short(hours / 24)}\u00a0days`
}

const short = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 })

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
