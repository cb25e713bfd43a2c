import { describeDate } from '#lib/domain/paper/date'
import { describeFollowed, describeSchedule } from '#lib/domain/subscription/describe'
import type { Preferences } from '#lib/domain/subscription/preferences'

type Shown = Preferences & { email: string | null; nextDueAt: Date | null }

/** What an active reader gets, and when the next mail comes. */
export function SubscriptionSummary({ subscription }: { subscription: Shown }) {
  const { email, nextDueAt, zone, pausedUntil } = subscription
  return (
    <>
      <h1 className="page-title">You are subscribed</h1>
      <p className="mt-3 mb-8">
        Trending papers go to <strong>{email}</strong>, {describeChoice(subscription)}.
        {pausedUntil && ` Paused until ${describeDate(pausedUntil)}.`}
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
export const describeChoice = (preferences: Preferences): string =>
  `${describeSchedule(preferences)}, ${describeFollowed(preferences, 'about', 100)}`

const describeInstant = (instant: Date, zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(instant)
