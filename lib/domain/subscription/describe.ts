import { topicName } from '../topics/taxonomy.ts'
import { type Preferences, WEEKDAYS } from './preferences.ts'
import { describeSearch } from './searches.ts'

/** When the mail comes, in words: `every day at 07:00 (Europe/Berlin)`, `Monday to Friday at 07:00 (UTC)`, `every Monday at 18:00 (UTC)`. */
export function describeSchedule({ frequency, weekday, hour, zone }: Preferences): string {
  const days = { daily: 'every day', weekdays: 'Monday to Friday', weekly: `every ${WEEKDAYS[weekday - 1]}` }
  return `${days[frequency]} at ${String(hour).padStart(2, '0')}:00 (${zone.replaceAll('_', ' ')})`
}

/**
 * What a reader follows, in words that follow a noun: `in all topics`, `about Code and Video`, `matching “mamba -vision”`, `in Code, or
 * matching “mamba”, without Medicine & Health`.
 */
export function describeFollowed(
  { topics, searches, excluded }: Pick<Preferences, 'topics' | 'searches' | 'excluded'>,
  preposition = 'in',
  shown = 3,
): string {
  const within = topics.length || !searches.length ? `${preposition} ${describeTopics(topics, shown)}` : ''
  const matching = searches.length ? `matching ${describeSearches(searches, shown)}` : ''
  const without = excluded.length ? `, without ${describeTopics(excluded, shown)}` : ''
  return [within, matching].filter(Boolean).join(', or ') + without
}

const describeSearches = (searches: string[], shown: number) =>
  searches.length <= shown
    ? searches.map(each => describeSearch(each)).join(' or ')
    : `one of ${searches.length} searches`

/** What the mail is about, in words: `all topics`, `Code and Video`, `Code, Video and 3 more topics`. */
export function describeTopics(topics: string[], shown = 3): string {
  if (topics.length === 0) return 'all topics'
  const names = topics.map(topicName)
  if (names.length <= shown) return listOf(names)
  const more = names.length - shown + 1
  return listOf([...names.slice(0, shown - 1), `${more} more topics`])
}

/** Words as a list: `a`, `a and b`, `a, b and c`. */
const listOf = (words: string[]) => [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ')
