import { Moment } from '#components/moment'
import type { Status } from '#lib/store/status'

/** How the mails of a day went, and why none leave where that is so. */
export function MailState({ status, now }: { status: Status; now: Date }) {
  const { oldestWaiting, held, mailStop, mailPausedAt } = status
  const deliveries = Object.entries(status.deliveries).filter(([, count]) => count > 0)
  return (
    <>
      <dt className="text-muted">Mails</dt>
      <dd>
        {deliveries.length === 0
          ? 'none yet'
          : deliveries.map(([state, count]) => `${count.toLocaleString('en')} ${state}`).join(', ')}
        {oldestWaiting && (
          <>
            ; the oldest one waiting has been due <Moment at={oldestWaiting} now={now} />
          </>
        )}
        {held > 0 && `; ${held.toLocaleString('en')} held, as nobody knows whether they arrived`}
      </dd>
      {mailPausedAt && (
        <>
          <dt className="font-semibold text-wrong">Mail paused</dt>
          <dd>
            <Moment at={mailPausedAt} now={now} /> by the operator: no mail leaves until it is resumed, and none is
            lost.
          </dd>
        </>
      )}
      {mailStop && (
        <>
          <dt className="font-semibold text-wrong">Mail stopped</dt>
          <dd>
            <Moment at={mailStop.since} now={now} />. {mailStop.why} It said: <q>{mailStop.lastReply}</q>
            {mailStop.nextAt && (
              <>
                . One mail asks again <Moment at={mailStop.nextAt} now={now} />
              </>
            )}
          </dd>
        </>
      )}
    </>
  )
}
