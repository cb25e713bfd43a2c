import { Moment } from '#components/moment'
import { StateMark } from '#components/state-mark'
import type { Overview } from '#lib/store/overview'
import { ActButton } from './act-button.tsx'
import { ActionForm } from './action-form.tsx'
import { PauseWords } from './pause-words.tsx'
import { Section } from './section.tsx'

/** How each source does, and its two buttons. */
export function SourceList({ overview, now }: { overview: Overview; now: Date }) {
  const { status, pauses, requests, retryAt } = overview
  return (
    <Section id="sources" title="Sources">
      <ActionForm>
        <ul>
          {status.sources.map(({ name, state, lastSuccessAt, lastError, failuresInARow, everyMs }) => {
            const job = `ingest ${name}`
            const pause = pauses.find(({ what }) => what === job)
            const waits = retryAt[name]
            return (
              <li key={name} className="grid gap-2 border-line border-t py-3">
                <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <strong>{name}</strong>
                  <StateMark state={state} />
                </p>
                <p className="text-muted text-sm">
                  Last success <Moment at={lastSuccessAt} now={now} />
                  {failuresInARow > 0 &&
                    `; failed ${failuresInARow === 1 ? 'once' : `${failuresInARow} times in a row`}`}
                  {waits && waits > now && (
                    <>
                      ; to be left alone, asked again <Moment at={waits} now={now} />
                    </>
                  )}
                  {requests.some(each => each.job === job) && '; a visit is asked for'}
                </p>
                {pause && (
                  <p className="text-sm">
                    <PauseWords pause={pause} now={now} />
                  </p>
                )}
                {lastError !== null && (
                  <p className="break-words border-wrong border-l-2 py-0.5 pl-3 font-mono text-sm">{lastError}</p>
                )}
                {everyMs !== null && (
                  <p className="flex flex-wrap gap-3">
                    <ActButton does={`run ${job}`} label="Visit now" about={name} />
                    {pause ? (
                      <ActButton does={`resume ${job}`} label="Resume" about={name} />
                    ) : (
                      <ActButton does={`pause ${job}`} label="Pause" about={name} />
                    )}
                  </p>
                )}
              </li>
            )
          })}
        </ul>
      </ActionForm>
    </Section>
  )
}
