import { database } from '#lib/db'

/** What a service may be asked. @see Politeness in lib/sources/source.ts */
type Limits = { service: string; gapMs: number; perHour?: number }

/** Whose turn it is: mine, or in how many milliseconds to look again, and for what one waits there. */
export type Turn = { mine: true } | { mine: false; waitMs: number; for: 'others' | 'gap' | 'told' | 'hour' }

/** How long a turn stays taken after a sign of life of who has it; a crashed process blocks no longer. */
export const TURN_LEASE_MS = 15_000
/** How often those look who wait for somebody else's request to end. */
const LOOK_MS = 150
/** Who had the last turn comes a little later than the others, so that all get theirs. */
const COURTESY_MS = 40
const HOUR_MS = 3_600_000
/** Times further ahead than can be meant come from a clock that was wrong, and are cut down to this. */
const MOST_TOLD_MS = 6 * HOUR_MS

/** A given time, or else the database's own clock, which all processes share: theirs may differ by more than the gap. */
const NOW = `coalesce(?1, CAST(unixepoch('subsec') * 1000 AS INTEGER))`

// What cannot be meant is cut down once, when somebody meets it.
const BELIEVE = `
UPDATE service SET lease_until = min(lease_until, ${NOW} + ${TURN_LEASE_MS}), free_at = min(free_at, ${NOW} + ?3),
  told_until = min(told_until, ${NOW} + ${MOST_TOLD_MS}), hour_ends = min(hour_ends, ${NOW} + ${HOUR_MS})
WHERE name = ?2 AND (lease_until > ${NOW} + ${TURN_LEASE_MS} OR free_at > ${NOW} + ?3 OR told_until > ${NOW} + ${MOST_TOLD_MS}
  OR hour_ends > ${NOW} + ${HOUR_MS})`

const TAKE = `
UPDATE service SET held_by = ?3, last_by = ?4, lease_until = ${NOW} + ${TURN_LEASE_MS},
  hour_count = iif(hour_ends <= ${NOW}, 1, hour_count + 1), hour_ends = iif(hour_ends <= ${NOW}, ${NOW} + ${HOUR_MS}, hour_ends)
WHERE name = ?2 AND (held_by IS NULL OR lease_until <= ${NOW}) AND free_at <= ${NOW} AND told_until <= ${NOW}
  AND (hour_ends <= ${NOW} OR hour_count < ?5)
RETURNING name`

const LOOK = `
SELECT iif(held_by IS NULL, 0, max(0, lease_until - ${NOW})) AS taken, max(0, free_at - ${NOW}) AS gap, max(0, told_until - ${NOW}) AS told,
  iif(hour_count < ?3, 0, max(0, hour_ends - ${NOW})) AS hour, last_by AS lastBy
FROM service WHERE name = ?2`

type Standing = { taken: number; gap: number; told: number; hour: number; lastBy: string | null }

/**
 * Takes the turn at a service when it is free, in one statement: of any number of processes exactly one hears that it is theirs.
 * @param token names this one turn · @param process names who asks, of all its turns
 * @param now for tests; null for the database's clock
 */
export async function claimTurn(
  { service, gapMs, perHour }: Limits,
  token: string,
  process: string,
  now: Date | null,
): Promise<Turn> {
  const { prisma, transact } = await database()
  const at = now?.getTime() ?? null
  const mostGap = roundUp(gapMs)
  // More than can be counted to, where nobody counts.
  const most = perHour ?? 1e9
  // Most looks find that one has to wait: those do not write.
  const look = () => prisma.$queryRawUnsafe<Standing[]>(LOOK, at, service, most)
  const [standing] = await look()
  if (standing && isBelievable(standing, mostGap)) {
    const turn = readStanding(standing, process)
    if (turn.waitMs > 0) return turn
  }
  const [, , taken] = await transact([
    {
      sql: 'INSERT OR IGNORE INTO service (name, free_at, told_until, hour_ends) VALUES (?, 0, 0, 0)',
      args: [service],
    },
    { sql: BELIEVE, args: [at, service, mostGap] },
    { sql: TAKE, args: [at, service, token, process, most] },
  ])
  if (taken!.rows.length === 1) return { mine: true }
  const [overtaken] = await look()
  const turn = readStanding(overtaken!, process)
  return { ...turn, waitMs: Math.max(1, turn.waitMs) }
}

function isBelievable({ taken, gap, told, hour }: Standing, mostGap: number): boolean {
  return taken <= TURN_LEASE_MS && gap <= mostGap && told <= MOST_TOLD_MS && hour <= HOUR_MS
}

function readStanding(row: Standing, process: string): Extract<Turn, { mine: false }> {
  const [taken, gap, told, hour] = [row.taken, row.gap, row.told, row.hour].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  if (told > 0 || hour > 0) return { mine: false, waitMs: Math.max(told, hour), for: told >= hour ? 'told' : 'hour' }
  if (taken > 0) return { mine: false, waitMs: Math.min(taken, LOOK_MS), for: 'others' }
  return { mine: false, waitMs: gap > 0 && row.lastBy === process ? gap + COURTESY_MS : gap, for: 'gap' }
}

/** The clock leaves out a fraction of a millisecond. */
const roundUp = (gapMs: number) => (gapMs > 0 ? gapMs + 1 : 0)

/** Shows that whoever has this turn still lives. */
export async function renewTurn(service: string, token: string, now: Date | null): Promise<void> {
  const { transact } = await database()
  await transact([
    {
      sql: `UPDATE service SET lease_until = ${NOW} + ${TURN_LEASE_MS} WHERE name = ?2 AND held_by = ?3`,
      args: [now?.getTime() ?? null, service, token],
    },
  ])
}

/**
 * Gives a turn back: the gap begins now. What the service said holds for all processes.
 * @param told in how long it may be asked again, and how many questions are left until when, in milliseconds
 */
export async function leaveTurn(
  { service, gapMs, perHour }: Limits,
  token: string,
  told: { waitMs?: number; left?: number; resetMs?: number },
  now: Date | null,
): Promise<void> {
  const { transact } = await database()
  const { waitMs = 0, left = null, resetMs = null } = told
  await transact([
    {
      sql: `UPDATE service SET held_by = NULL, lease_until = NULL, free_at = ${NOW} + ?4, told_until = iif(?5 > 0, max(told_until, ${NOW} + ?5), told_until),
          hour_count = CASE WHEN ?6 IS NULL THEN hour_count ELSE max(0, ?8 - ?6) END,
          hour_ends = CASE WHEN ?6 IS NULL THEN hour_ends ELSE ${NOW} + ?7 END
        WHERE name = ?2 AND held_by = ?3`,
      args: [
        now?.getTime() ?? null,
        service,
        token,
        roundUp(gapMs),
        waitMs,
        perHour === undefined ? null : left,
        resetMs,
        perHour ?? 0,
      ],
    },
  ])
}

/** How many more questions a service may be asked within this hour; null where nobody counts. */
export async function findHourLeft({ service, perHour }: Limits, now: Date | null): Promise<number | null> {
  if (perHour === undefined) return null
  const { prisma } = await database()
  const rows = await prisma.$queryRawUnsafe<{ used: number | bigint }[]>(
    `SELECT iif(hour_ends <= ${NOW}, 0, hour_count) AS used FROM service WHERE name = ?2`,
    now?.getTime() ?? null,
    service,
  )
  return Math.max(0, perHour - Number(rows[0]?.used ?? 0))
}
