import { FRESHNESS, type Freshness, type Judgement, type Surroundings } from './freshness.ts'
import { describeIdleness } from './words.ts'

type Judged = Judgement & { name: string; staleness: unknown }

/**
 * All sources in a line short enough for a mail's footer; the same words on the page, in the mail, in the API and on the command line.
 * What readers want to know stands first, then whatever is in trouble, then that nobody asks any more.
 */
export function describeFreshness(sources: Judged[], { now, workerSeenAt }: Surroundings): string {
  if (sources.length === 0) return 'No source has been loaded yet.'
  const asked = sources.filter(({ staleness }) => staleness !== null)
  // Papers that were loaded by hand are worth a word where nothing else brings any, or where loading them failed.
  if (asked.length === 0) return sources.map(({ name, state, says }) => `Source ${name} (${state}): ${says}`).join(' ')
  const idleness = asked.some(({ unasked }) => unasked) ? describeIdleness(workerSeenAt, now) : ''
  const parts = [
    ...describeBest(asked),
    ...TROUBLES.flatMap(trouble => describeTrouble(trouble, sources)),
    ...(idleness ? [`Nobody asks the sources: ${idleness}.`] : []),
  ]
  return parts.length > 0 ? parts.join(' ') : 'All sources answer as expected.'
}

/** What is here is here, by whichever way of asking arXiv it came. */
function describeBest(sources: Judged[]): string[] {
  const rank = ({ state }: Judged) => FRESHNESS.indexOf(state)
  const [best] = sources.filter(({ line }) => line !== '').sort((a, b) => rank(a) - rank(b))
  return best ? [best.line] : []
}

/** The worst first. */
const TROUBLES = FRESHNESS.slice(FRESHNESS.indexOf('late')).reverse()

function describeTrouble(trouble: Freshness, sources: Judged[]): string[] {
  const names = sources.filter(({ state }) => state === trouble).map(({ name }) => name)
  return names.length > 0 ? [`${trouble.charAt(0).toUpperCase()}${trouble.slice(1)}: ${names.join(', ')}.`] : []
}
