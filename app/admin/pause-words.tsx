import { Moment } from '#components/moment'
import type { Pause } from '#lib/store/pauses'

/** Since when something is paused, by whom and why. */
export function PauseWords({ pause, now }: { pause: Pause; now: Date }) {
  return (
    <>
      <strong className="text-wrong">Paused</strong> <Moment at={pause.since} now={now} /> by {pause.who}
      {pause.why && `: ${pause.why}`}.
    </>
  )
}
