import { maskAddress } from '#lib/domain/status/mask-address'
import { recordAudit } from './audit.ts'
import { closeHeld, type HeldChoice, resendHeld } from './held.ts'
import { holdMissed } from './hold-missed.ts'
import { askForRun } from './job-requests.ts'
import { resumeSending } from './mail-server.ts'
import { endPause, MAIL, savePause } from './pauses.ts'
import { liftSuppression } from './suppressions.ts'

/**
 * What an operator can do, on /admin and on the command line alike. `open` lets everybody send again after the server stopped them; `hold` is
 * for a database that was restored from a copy.
 */
export type OperatorAction =
  | { do: 'run'; job: string }
  | { do: 'pause'; what: string; why: string | null }
  | { do: 'resume'; what: string }
  | { do: 'open' }
  | { do: 'hold' }
  | { do: 'resend' | 'close'; held: HeldChoice }
  | { do: 'lift'; address: string }

/** What came of it. `count`: how many mails it was about; `id` names the run that was asked for. */
export type Done = { ok: boolean; said: string; count?: number; id?: number }

type Around = { who: string; now: Date; secret: string }

/** Does something for an operator and writes it down, also where it went wrong. */
export async function operate(action: OperatorAction, around: Around): Promise<Done> {
  const { who, now } = around
  const note = (outcome: string) =>
    recordAudit({ who, action: ACTIONS[action.do], target: targetOf(action), outcome }, now)
  const done = await perform(action, around).catch(async error => {
    await note(`Failed: ${error instanceof Error ? error.message : error}`).catch(() => null)
    throw error
  })
  // Not together with it: what was done did not fail for not being written down.
  await note(done.said)
  return done
}

/** The words of the audit. */
const ACTIONS: Record<OperatorAction['do'], string> = {
  run: 'run',
  pause: 'pause',
  resume: 'resume',
  open: 'send again after a stop',
  hold: 'hold what is due',
  resend: 'resend held mail',
  close: 'take held mail as sent',
  lift: 'lift suppression',
}

function targetOf(action: OperatorAction): string | null {
  if (action.do === 'run') return action.job
  if (action.do === 'pause') return action.why ? `${action.what} (${action.why})` : action.what
  if (action.do === 'resume') return action.what
  if (action.do === 'lift') return maskAddress(action.address)
  if (action.do === 'open' || action.do === 'hold') return null
  const { held } = action
  return 'key' in held ? held.key : 'email' in held ? maskAddress(held.email) : 'all'
}

async function perform(action: OperatorAction, { who, now, secret }: Around): Promise<Done> {
  switch (action.do) {
    case 'run':
      return { ok: true, said: `${action.job} runs within a minute.`, id: await askForRun(action.job, who, now) }
    case 'pause':
      return (await savePause({ what: action.what, who, why: action.why }, now))
        ? { ok: true, said: action.what === MAIL ? 'No mail leaves any more.' : `${action.what} is paused.` }
        : { ok: false, said: `${action.what} is paused already.` }
    case 'resume':
      return (await endPause(action.what))
        ? { ok: true, said: action.what === MAIL ? 'Mails leave again.' : `${action.what} goes on.` }
        : { ok: false, said: `${action.what} was not paused.` }
    case 'open':
      return (await resumeSending())
        ? { ok: true, said: 'Everybody sends again.' }
        : { ok: true, said: 'Sending was not stopped.', count: 0 }
    case 'hold': {
      const { digests, letters } = await holdMissed(null, now)
      return { ok: true, said: `Holds ${digests} digests and ${letters} letters.`, count: digests + letters }
    }
    case 'resend':
      return settled('Sends again', await resendHeld(action.held, now))
    case 'close':
      return settled('Takes as sent', await closeHeld(action.held, now))
    case 'lift':
      return (await liftSuppression(action.address, secret, now))
        ? { ok: true, said: 'That address gets mail again.' }
        : { ok: false, said: 'That address was not suppressed.' }
  }
}

function settled(did: string, count: number): Done {
  const said = count === 1 ? `${did} 1 mail.` : `${did} ${count} mails.`
  return count > 0 ? { ok: true, said, count } : { ok: false, said: 'No held mail is that one.', count }
}
