const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** When something happened, seen from now; the exact time is the tooltip. */
export function Moment({ at, now }: { at: Date | null; now: Date }) {
  if (!at) return 'never'
  const passed = at.getTime() - now.getTime()
  const [unit, length] = UNITS.find(([, length]) => Math.abs(passed) >= length) ?? ['minute', 60_000]
  const count = Math.round(passed / length)
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {count === 0 ? 'just now' : relative.format(count, unit)}
    </time>
  )
}
