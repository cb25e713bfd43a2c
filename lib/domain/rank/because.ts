import { type Because, SIGNALS, type Window } from './signals.ts'

const SPAN: Record<Window, string> = {
  day: 'in 24 h',
  week: 'in a week',
  month: 'in a month',
  year: 'in a year',
  all: 'in all',
}

/**
 * Why a paper stands where it stands, in a few words: `+41 upvotes, +120 GitHub stars in 24 h`, and `900 upvotes in all` where everything
 * that it has counts. Empty when nothing was gained.
 */
export function describeBecause(because: Because[], window: Window): string {
  const gains = because.flatMap(({ signal, value }) => {
    if (signal === 'recency' || value <= 0) return []
    return [
      `${window === 'all' ? '' : '+'}${value.toLocaleString('en')} ${value === 1 ? SIGNALS[signal].one : SIGNALS[signal].many}`,
    ]
  })
  return gains.length ? `${gains.slice(0, 2).join(', ')} ${SPAN[window]}` : ''
}
