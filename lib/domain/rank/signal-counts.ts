import { SIGNALS, type Signal } from './signals.ts'

/** What a signal stood at when it was last seen. */
export type SignalCount = { signal: Signal; count: number }

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A count for a glance: `46`, `1.2k`, `3.4M`. */
export const shortenCount = (count: number): string => short.format(count).replace('K', 'k')

/** A count in words: `1 upvote`, `1,234 GitHub stars`. */
export const describeCount = ({ signal, count }: SignalCount): string =>
  `${count.toLocaleString('en')} ${count === 1 ? SIGNALS[signal].one : SIGNALS[signal].many}`
