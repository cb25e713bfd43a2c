import type { Preferences } from '#lib/domain/subscription/preferences'
import { FocusKept } from './focus-kept.tsx'
import { describeChoice } from './subscription-summary.tsx'

/** The second half of the double opt-in: looking at the page changes nothing, the button does. */
export function ConfirmForm(props: {
  subscription: Preferences & { email: string | null }
  action: () => Promise<void>
}) {
  const { subscription, action } = props
  return (
    <>
      <h1 className="page-title">One more click</h1>
      <p className="mt-3">
        Send trending papers to <strong>{subscription.email}</strong>, {describeChoice(subscription)}?
      </p>
      <form action={action} className="mt-6">
        <FocusKept />
        <button type="submit" className="button">
          Yes, subscribe
        </button>
      </form>
      <p className="mt-6 text-muted text-sm">
        If you did not ask for this, close the page: without the click nothing is sent, and in three days the address is
        forgotten.
      </p>
    </>
  )
}
