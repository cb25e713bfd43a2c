import { topicName } from '../topics/taxonomy.ts'
import { type Preferences, WEEKDAYS } from './preferences.ts'

/** When the mail comes, in words: `every day at 07:00 (Europe/Berlin)`, `every Monday at 18:00 (UTC)`. */
export function describeSchedule({ frequency, weekday, hour, zone }: Preferences): string {
  const day = frequency === 'weekly' ? WEEKDAYS[weekday - 1] : 'day'
  return `every ${day} at ${String(hour).padStart(2, '0')}:00 (${zone.replaceAll('_', ' ')})`
}

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
