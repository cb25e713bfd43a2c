import type { Preferences } from '#lib/domain/subscription/preferences'

/** A reader as the site and the mailer know them. `email` is null once they left. */
export type Subscription = Preferences & {
  id: string
  email: string | null
  status: 'pending' | 'active' | 'left' | 'suppressed'
  createdAt: Date
  confirmedAt: Date | null
  leftAt: Date | null
  nextDueAt: Date | null
}

/** What a row of `subscriber`, with its topics, says of a reader's choice. */
export type ChoiceRow = Record<'frequency' | 'zone' | 'searches' | 'excluded' | 'quiet', string> & {
  weekday: number
  hour: number
  count: number | null
  pausedUntil: string | null
  topics: { topicSlug: string }[]
}

/** What has to be read along with a row of `subscriber`. */
export const WITH_TOPICS = { topics: { orderBy: { topicSlug: 'asc' } } } as const

export function readPreferences(row: ChoiceRow): Preferences {
  const { weekday, hour, zone, count, pausedUntil } = row
  return {
    topics: row.topics.map(topic => topic.topicSlug),
    excluded: JSON.parse(row.excluded),
    searches: JSON.parse(row.searches),
    frequency: row.frequency as Preferences['frequency'],
    weekday,
    hour,
    zone,
    count,
    quiet: row.quiet as Preferences['quiet'],
    pausedUntil,
  }
}

export function readSubscription(
  row: Omit<Subscription, keyof Preferences | 'status'> & ChoiceRow & { status: string },
): Subscription {
  const { id, email, createdAt, confirmedAt, leftAt, nextDueAt } = row
  const status = row.status as Subscription['status']
  return { ...readPreferences(row), id, email, status, createdAt, confirmedAt, leftAt, nextDueAt }
}

/** A choice as the columns of `subscriber` hold it, in the order of `CHOICE_COLUMNS`. Its topics have a table of their own. */
export const choiceValues = ({
  frequency,
  weekday,
  hour,
  zone,
  searches,
  excluded,
  count,
  quiet,
  pausedUntil,
}: Preferences): (string | number | null)[] => [
  frequency,
  weekday,
  hour,
  zone,
  JSON.stringify(searches),
  JSON.stringify(excluded),
  count,
  quiet,
  pausedUntil,
]

export const CHOICE_COLUMNS = 'frequency, weekday, hour, zone, searches, excluded, count, quiet, paused_until'

/** The nine columns set to the values bound for them. */
export const SET_CHOICE = `(${CHOICE_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?)`
