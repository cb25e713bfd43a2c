import { setTimeout as wait } from 'node:timers/promises'
import { now } from '#lib/clock'
import { log } from '#lib/log'
import { type Gate, sayTime } from '#lib/sources/ask'
import { type Politeness, SourceError } from '#lib/sources/source'
import { claimTurn, leaveTurn, renewTurn, TURN_LEASE_MS } from '#lib/store/politeness'

/** How time passes: tests have a time of their own. `clock`: null leaves it to the database's. */
export type Time = { now(): Date; clock(): Date | null; sleep(ms: number, signal: AbortSignal): Promise<void> }

export const REAL_TIME: Time = { now, clock: () => null, sleep: (ms, signal) => wait(ms, undefined, { signal }) }

/** The hour's questions to a service are used up: nothing is wrong, and it goes on at `retryAt`. */
export class HourSpent extends SourceError {
  constructor(service: string, perHour: number, retryAt: Date) {
    super(
      'busy',
      `The ${perHour} questions that ${service} allows an hour are used up until ${sayTime(retryAt)}.`,
      retryAt,
    )
  }
}

export type GateOptions = {
  politeness: Politeness
  /** Who asks, of all processes. */
  holder: string
  /** The longest that a service may make us wait, in milliseconds; turns of others and gaps are always waited for. */
  patienceMs: number
  signal: AbortSignal
  time?: Time
  onWait?(ms: number): void
}

let turns = 0

/** The gate before a service: all processes of this installation wait at the same one, for it stands in the database. */
export function openGate({ politeness, holder, patienceMs, signal, time = REAL_TIME, onWait }: GateOptions): Gate {
  const { service } = politeness
  return {
    async enter() {
      const token = `${holder} ${++turns}`
      for (;;) {
        if (signal.aborted) throw new SourceError('stopped', 'Stopped.')
        const turn = await claimTurn(politeness, token, holder, time.clock())
        if (turn.mine) return keepTurn(politeness, token, time)
        if ((turn.for === 'told' || turn.for === 'hour') && turn.waitMs > patienceMs) {
          const retryAt = new Date(time.now().getTime() + turn.waitMs)
          if (turn.for === 'hour') throw new HourSpent(service, politeness.perHour ?? 0, retryAt)
          throw new SourceError('busy', `${service} asked to be left alone until ${sayTime(retryAt)}.`, retryAt)
        }
        onWait?.(turn.waitMs)
        await time.sleep(turn.waitMs, signal).catch(() => null)
      }
    },
  }
}

function keepTurn(politeness: Politeness, token: string, time: Time) {
  const renew = () =>
    renewTurn(politeness.service, token, time.clock()).catch(error => log.error('a turn could not be renewed', error))
  const beat = setInterval(renew, TURN_LEASE_MS / 4)
  return {
    leave(told: Parameters<typeof leaveTurn>[2]) {
      clearInterval(beat)
      return leaveTurn(politeness, token, told, time.clock())
    },
  }
}
