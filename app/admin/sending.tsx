import { Moment } from '#components/moment'
import type { Overview } from '#lib/store/overview'
import { MAIL } from '#lib/store/pauses'
import { ActButton } from './act-button.tsx'
import { ActionForm } from './action-form.tsx'
import { PauseWords } from './pause-words.tsx'
import { Section } from './section.tsx'

/** Whether mails leave, how many wait, and the two ways in which they do not. */
export function Sending({ overview, now }: { overview: Overview; now: Date }) {
  const { status, waiting, pauses } = overview
  const pause = pauses.find(({ what }) => what === MAIL)
  const { mailStop, oldestWaiting } = status
  const queue = Object.entries(waiting).filter(([, count]) => count > 0)
  return (
    <Section id="sending" title="Mail">
      <ActionForm>
        {pause ? (
          <p>
            <PauseWords pause={pause} now={now} /> Issues that wait for longer than ten hours are skipped.
          </p>
        ) : (
          <p>{mailStop ? 'Nobody sends for now.' : 'Mails leave as they are due.'}</p>
        )}
        {mailStop && (
          <p className="border-wrong border-l-2 pl-3">
            Stopped <Moment at={mailStop.since} now={now} />. {mailStop.why} It said: <q>{mailStop.lastReply}</q>
            {mailStop.nextAt && (
              <>
                . One mail asks again <Moment at={mailStop.nextAt} now={now} />
              </>
            )}
          </p>
        )}
        <p className="text-muted">
          {queue.length === 0
            ? 'No digest waits.'
            : `Digests: ${queue.map(([state, count]) => `${count.toLocaleString('en')} ${state}`).join(', ')}.`}
          {oldestWaiting && (
            <>
              {' '}
              The oldest one waiting has been due <Moment at={oldestWaiting} now={now} />.
            </>
          )}
        </p>
        <p className="flex flex-wrap gap-3">
          {pause ? (
            <ActButton does={`resume ${MAIL}`} label="Let mails leave again" />
          ) : (
            <ActButton does={`pause ${MAIL}`} label="Pause all mail" />
          )}
          {mailStop && <ActButton does="open" label="Send again at once" />}
        </p>
      </ActionForm>
    </Section>
  )
}
