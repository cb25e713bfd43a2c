import { database } from '#lib/db'
import { pauseAfterOutage } from '#lib/domain/mail/pauses'
import { isMailPaused } from './pauses.ts'
import type { Statement } from './statement.ts'

/** What all workers know together of the mail server. While `stoppedAt` is set nobody sends, but for one message at `probeAt`. */
export type MailServer = {
  stoppedAt: Date | null
  why: string | null
  probeAt: Date | null
  lastReply: string | null
  lastReplyAt: Date | null
  lastSentAt: Date | null
}

/** One answer of the server, as the others should know of it. `probe`: it was the one message that asks whether sending may go on. */
export type Heard = {
  taken: boolean
  reply: string
  outage?: boolean
  closing?: boolean
  aboutUs?: boolean
  probe?: boolean
}

/** How many of the last results are counted, and with how few of them nothing is concluded. */
const COUNTED = 200
const FEWEST = 20

/** How long the one who probes has for it, in milliseconds. */
const PROBE_LEASE_MS = 3 * 60_000

/** Further ahead nothing is set but by a clock that was wrong, in milliseconds; of a slow row of mails, so many places. */
const FAR_MS = 30 * 60_000
const FAR_PLACES = 200

/** What is known of the mail server. */
export async function findMailServer(): Promise<MailServer> {
  const { prisma } = await database()
  const row = await prisma.mailServer.findUniqueOrThrow({ where: { id: 1 } })
  const { stoppedAt, why, probeAt, lastReply, lastReplyAt, lastSentAt } = row
  return { stoppedAt, why, probeAt, lastReply, lastReplyAt, lastSentAt }
}

/** Whether a worker may send: `open` as much as it likes, `probe` one message, which is this worker's alone, `stopped` nothing. */
export async function askToSend(now: Date): Promise<'open' | 'probe' | 'stopped'> {
  if (await isMailPaused()) return 'stopped'
  if ((await findMailServer()).stoppedAt === null) return 'open'
  const { transact } = await database()
  const at = now.getTime()
  const [taken] = await transact([
    {
      sql: `UPDATE mail_server SET probe_at = ? WHERE id = 1 AND stopped_at IS NOT NULL
              AND (probe_at IS NULL OR probe_at <= ? OR probe_at > ?)`,
      args: [at + PROBE_LEASE_MS, at, at + FAR_MS],
    },
  ])
  return taken!.rowsAffected === 1 ? 'probe' : 'stopped'
}

/** Gives a probe back for which there was no message: whoever has one next takes it. */
export async function giveProbeBack(now: Date): Promise<void> {
  const { prisma } = await database()
  await prisma.mailServer.updateMany({ where: { id: 1, stoppedAt: { not: null } }, data: { probeAt: now } })
}

/** Lets everybody send again, as the operator says. Answers whether sending was stopped. */
export async function resumeSending(): Promise<boolean> {
  const { prisma } = await database()
  const { count } = await prisma.mailServer.updateMany({
    where: { id: 1, stoppedAt: { not: null } },
    data: { stoppedAt: null, why: null, probeAt: null, recent: '' },
  })
  return count === 1
}

/**
 * The statements that tell everybody what the server said: it is not to be asked any more when it could not be spoken to, when it refused
 * what is about us, and when it refused more than half of the last 200. The first probe follows at once where the server answered, later
 * ones at growing pauses.
 */
export function noteHeard(heard: Heard[], now: Date): Statement[] {
  if (heard.length === 0) return []
  const at = now.getTime()
  const refused = heard.findLast(each => !each.taken)
  const goesOn = heard.some(each => each.probe && each.taken)
  const failedProbe = heard.some(each => each.probe && !each.taken)
  const stopper = goesOn ? undefined : heard.find(each => each.outage || each.aboutUs)
  const pause = stopper?.outage && !stopper.closing ? pauseAfterOutage(0) : 0
  const signs = heard.filter(each => !each.outage).map(each => (each.taken ? '.' : 'x'))
  const statements: Statement[] = [
    {
      sql: `UPDATE mail_server SET recent = substr(recent || ?, -${COUNTED}), last_sent_at = coalesce(?, last_sent_at),
              last_reply = coalesce(?, last_reply), last_reply_at = coalesce(?, last_reply_at) WHERE id = 1`,
      args: [signs.join(''), heard.some(each => each.taken) ? at : null, refused?.reply ?? null, refused ? at : null],
    },
  ]
  if (goesOn)
    statements.push({
      sql: `UPDATE mail_server SET stopped_at = NULL, why = NULL, probe_at = NULL, recent = '' WHERE id = 1`,
      args: [],
    })
  if (failedProbe) statements.push(delayProbe(at))
  if (stopper) statements.push(stop(stopper.outage ? OUTAGE : ABOUT_US, at, pause, 'true'))
  if (refused) statements.push(stop(MOST_REFUSED, at, 0, TOO_MANY))
  return statements
}

const OUTAGE = 'The mail server cannot be spoken to.'
const ABOUT_US = 'The mail server refuses what is about this installation: its name, its settings, its mails.'
const MOST_REFUSED = `The mail server refused more than half of the last ${COUNTED} mails.`

const TOO_MANY = `length(recent) >= ${FEWEST} AND 2 * length(replace(recent, '.', '')) > length(recent)`

const stop = (why: string, at: number, pause: number, when: string): Statement => ({
  sql: `UPDATE mail_server SET stopped_at = ?, why = ?, probe_at = ? WHERE id = 1 AND stopped_at IS NULL AND ${when}`,
  args: [at, why, at + pause],
})

/** A quarter of the time for which nothing went, so that nobody has to count. */
const delayProbe = (at: number): Statement => ({
  sql: `UPDATE mail_server SET probe_at = ?1 + min(max((?1 - stopped_at) / 4, ?2), ?3) WHERE id = 1 AND stopped_at IS NOT NULL`,
  args: [at, pauseAfterOutage(0), pauseAfterOutage(Number.MAX_SAFE_INTEGER)],
})

/**
 * Takes the next `count` places in the row of mails where only so many may leave: answers when the first one may, the others follow
 * `gapMs` apart. Shared by all workers.
 */
export async function reserveSending(count: number, gapMs: number, now: Date): Promise<Date> {
  const { transact } = await database()
  const at = now.getTime()
  const [taken] = await transact([
    {
      // Far ahead it was set by a clock that was wrong.
      sql: `UPDATE mail_server SET free_at = iif(coalesce(free_at, 0) BETWEEN ?1 AND ?2, free_at, ?1) + ?3 WHERE id = 1 RETURNING free_at`,
      args: [at, at + Math.max(FAR_MS, FAR_PLACES * gapMs), Math.ceil(count * gapMs)],
    },
  ])
  return new Date(Number(taken!.rows[0]!.free_at) - Math.ceil(count * gapMs))
}
