import { setTimeout as sleep } from 'node:timers/promises'
import { log, renderError } from '#lib/log'
import { type EncodedMail, sendEncoded } from '#lib/mail'
import { type ClaimedDelivery, claimDeliveries, LEASE_MS, releaseDeliveries } from '#lib/store/deliveries'
import { askToSend, findMailServer, giveProbeBack, reserveSending } from '#lib/store/mail-server'
import { isMailPaused } from '#lib/store/pauses'
import type { DeliveryResult, SettledDelivery } from '#lib/store/wire'
import type { Composer } from './digest-composer.ts'
import type { Counts } from './digest-report.ts'
import { resultOf } from './digest-result.ts'
import { type Note, openWire, type Wire } from './wire.ts'

/** How many are claimed at once. */
const BATCH = 200

/** A mail that waited for longer between its wire mark and its first byte is not sent: the claim may be somebody else's by then. */
const SLEPT_MS = LEASE_MS / 2

/**
 * One run over what is due. `lanes` mails are on the wire at once, `gapMs` apart where there is a limit. `name` is of this run alone, so
 * that two runs of one worker cannot take each other's claims. `sent` counts what was on the wire.
 */
export type Run = {
  name: string
  clock: () => Date
  composer: Composer
  counts: Counts
  lanes: number
  gapMs: number | null
  signal: AbortSignal | undefined
  sent: number
}

/**
 * Sends until nothing is due, sending is stopped for everybody, or `signal` is aborted. While sending is stopped, a run whose turn it is sends one
 * mail, and goes on if that is taken. Answers why sending is stopped where this run had its part in it, or null.
 */
export async function runDigests(run: Run): Promise<string | null> {
  for (let goesOn = true; goesOn && !run.signal?.aborted; ) {
    const may = await askToSend(run.clock())
    if (may === 'stopped') break
    const leg = openLeg(run, may === 'probe')
    try {
      await runLanes(leg)
    } finally {
      await giveBack(run)
    }
    run.sent += leg.sent
    if (leg.probe && leg.sent === 0) await giveProbeBack(run.clock())
    // A stop may be over at once, as may a probe that was taken.
    goesOn = leg.stopped || (leg.probe && leg.sent > 0)
  }
  return run.sent > 0 ? describeStop() : null
}

/** Gives back what is claimed and not on the wire. Never throws: leases end by themselves. */
export async function giveBack({ name, clock }: Run): Promise<void> {
  await releaseDeliveries(name, clock()).catch(error => log.error('claims were not given back', error))
}

async function describeStop(): Promise<string | null> {
  const { stoppedAt, why, lastReply } = await findMailServer()
  return stoppedAt && `${why} It said: ${lastReply}`
}

/** A part of a run during which nothing stopped: all lanes, or the one mail of a probe. */
type Leg = Run & {
  probe: boolean
  wire: Wire
  queue: ClaimedDelivery[]
  refilling: Promise<boolean> | null
  sent: number
  stopped: boolean
}

const openLeg = (run: Run, probe: boolean): Leg => ({
  ...run,
  lanes: probe ? 1 : run.lanes,
  probe,
  wire: openWire(run.name, run.clock, probe ? 1 : run.lanes, probe),
  queue: [],
  refilling: null,
  sent: 0,
  stopped: false,
})

async function runLanes(leg: Leg): Promise<void> {
  const lanes = await Promise.allSettled(Array.from({ length: leg.lanes }, () => runLane(leg)))
  for (const each of lanes) if (each.status === 'rejected') throw each.reason
}

const isOver = (leg: Leg) => leg.stopped || leg.signal?.aborted === true || (leg.probe && leg.sent > 0)

/** What became of the last mail is told together with the mark of the next, and before anything that takes time. */
async function runLane(leg: Leg): Promise<void> {
  let last: Note = {}
  const tell = async (note: Note) => {
    last = {}
    return leg.wire.exchange(note)
  }
  while (!isOver(leg)) {
    const delivery = leg.queue.shift()
    if (!delivery) {
      if (last.settled) await tell(last)
      else if (!(await refill(leg))) break
      continue
    }
    const prepared = await prepare(delivery, leg)
    if ('result' in prepared) {
      if (last.settled) await tell(last)
      leg.counts[prepared.result.state]++
      await tell({ settled: settledOf(delivery, prepared.result) })
      continue
    }
    if (leg.gapMs !== null) {
      if (last.settled) await tell(last)
      if (!(await waitTurn(leg, leg.gapMs))) break
    }
    const { mail, messageId, paperPks } = prepared
    const asked = leg.clock().getTime()
    const { subscriberId, localDate } = delivery
    if (!(await tell({ ...last, mark: { subscriberId, localDate, messageId, paperPks } }))) {
      // The reader left, or the claim passed on; or nobody may send.
      leg.stopped ||= (!leg.probe && (await findMailServer()).stoppedAt !== null) || (await isMailPaused())
      continue
    }
    last = await send(delivery, mail, leg.clock().getTime() - asked > SLEPT_MS, leg)
  }
  if (last.settled) await tell(last)
}

/** Claims the next batch, once for all lanes. False when nothing is due. */
function refill(leg: Leg): Promise<boolean> {
  const claim = async () => {
    const claimed = await claimDeliveries(leg.name, leg.clock(), leg.probe ? 1 : BATCH)
    await leg.composer.expect(claimed)
    leg.queue.push(...claimed)
    return claimed.length > 0
  }
  leg.refilling ??= claim().finally(() => {
    leg.refilling = null
  })
  return leg.refilling
}

/** Waits until a mail may leave, where only so many may. False when the run is to stop meanwhile. */
async function waitTurn(leg: Leg, gapMs: number): Promise<boolean> {
  const at = await reserveSending(1, gapMs, leg.clock())
  const pause = at.getTime() - leg.clock().getTime()
  if (pause > 0) await sleep(pause, undefined, { signal: leg.signal }).catch(() => null)
  return !isOver(leg)
}

/** A mail ready for the wire, or what became of the issue without one. */
type Prepared = { mail: EncodedMail; messageId: string; paperPks: number[] } | { result: DeliveryResult }

async function prepare(delivery: ClaimedDelivery, { composer, clock }: Leg): Promise<Prepared> {
  try {
    const composed = await composer.compose(delivery, clock())
    return 'why' in composed ? { result: { state: 'skipped', reason: composed.why } } : composed
  } catch (error) {
    // What goes wrong with the issue of one reader must not keep the others from theirs.
    log.error('digest could not be made', error, { date: delivery.localDate })
    return { result: { state: 'retry', reply: renderError(error), jitter: Math.random() } }
  }
}

/** A throw after the wire mark leaves the row to its lease, which holds it as uncertain. */
async function send(delivery: ClaimedDelivery, mail: EncodedMail, slept: boolean, leg: Leg): Promise<Note> {
  const sent = slept
    ? { outcome: 'retry' as const, reply: 'this process slept before it could send', outage: true, ours: true }
    : await sendEncoded(mail, leg.signal)
  leg.sent++
  const lastSentAt = delivery.refusedAt && (await findMailServer()).lastSentAt
  const { result, heard } = resultOf(delivery, sent, { probe: leg.probe, lastSentAt })
  leg.counts[result.state]++
  return { settled: settledOf(delivery, result), heard }
}

const settledOf = (
  { subscriberId, localDate, dueAt, attempts }: ClaimedDelivery,
  result: DeliveryResult,
): SettledDelivery => ({
  subscriberId,
  localDate,
  dueAt,
  attempts,
  result,
})
