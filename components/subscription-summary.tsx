import { type Preferences, WEEKDAYS } from '#lib/domain/subscription/preferences'
import { topicName } from '#lib/domain/topics/taxonomy'

type Shown = Preferences & { email: string | null; nextDueAt: Date | null }

/** What an active reader gets, and when the next mail comes. */
export function SubscriptionSummary({ subscription }: { subscription: Shown }) {
  const { email, nextDueAt, zone } = subscription
  return (
    <>
      <h1 className="font-semibold font-serif text-3xl">You are subscribed</h1>
      <p className="mt-3 mb-8">
        Trending papers go to <strong>{email}</strong>, {describeChoice(subscription)}.
        {nextDueAt && (
          <>
            {' '}
            The next mail comes on <time dateTime={nextDueAt.toISOString()}>{describeInstant(nextDueAt, zone)}</time>.
          </>
        )}
      </p>
    </>
  )
}

/** A choice in words: `every Monday at 07:00 (Europe/Berlin), about Vision Transformer and GANs`. */
export function describeChoice({ topics, frequency, weekday, hour, zone }: Preferences): string {
  const day = frequency === 'weekly' ? `every ${WEEKDAYS[weekday - 1]}` : 'every day'
  const about = topics.length ? `about ${new Intl.ListFormat('en').format(topics.map(topicName))}` : 'about all topics'
  return `${day} at ${String(hour).padStart(2, '0')}:00 (${zone}), ${about}`
}

const describeInstant = (instant: Date, zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(instant)
