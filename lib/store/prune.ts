import { database } from '#lib/db'

/** What can be removed: rows of the ledger, letters to single readers, and notes of which paper went to whom. */
export type Prunable = 'deliveries' | 'letters' | 'papers'

/**
 * So many rows of each reader stay, however old. A clock that is years ahead has at most forty issues written down as missed (see
 * `planIssues`): once it is put right, the date of today is among those that stayed, and is not sent a second time.
 */
const NEWEST_STAY = 50

/** The date of the time `?2`. A server refuses a parameter that one of the rules does not use. */
const DATE = `date(?2 / 1000, 'unixepoch')`

/**
 * That a delivery may go: it ended and was not touched since, and is neither among its reader's newest nor the last that they got, which
 * the next issue is counted from. What is held waits for its operator.
 */
const isOver = (
  row: string,
) => `(${row}.local_date < ${DATE} AND ${row}.updated_at < ?2 AND ${row}.state IN ('sent', 'failed', 'skipped')
  AND (SELECT 1 FROM delivery n WHERE n.subscriber_id = ${row}.subscriber_id AND n.local_date > ${row}.local_date
    LIMIT 1 OFFSET ${NEWEST_STAY - 1}) IS NOT NULL
  AND (${row}.state <> 'sent' OR EXISTS (SELECT 1 FROM delivery n WHERE n.subscriber_id = ${row}.subscriber_id
    AND n.local_date > ${row}.local_date AND n.state = 'sent')))`

const RULES: Record<Prunable, { table: string; key: string; where: string }> = {
  deliveries: { table: 'delivery', key: 'subscriber_id, local_date', where: isOver('r') },
  letters: { table: 'letter', key: 'id', where: `r.state IN ('sent', 'failed') AND r.updated_at < ?2` },
  // With its delivery or after it, never before: a paper of one that stays does not come again.
  papers: {
    table: 'delivered_paper',
    key: 'subscriber_id, paper_pk',
    where: `r.local_date < ${DATE} AND NOT EXISTS (SELECT 1 FROM delivery d
      WHERE d.subscriber_id = r.subscriber_id AND d.local_date = r.local_date AND NOT ${isOver('d')})`,
  },
}

/** The rows of some readers that may go by a rule. */
const fromOf = ({ table, where }: { table: string; where: string }) =>
  `FROM ${table} r WHERE r.subscriber_id IN (SELECT value FROM json_each(?1)) AND ${where}`

const argsOf = (readers: string[], before: Date) => [JSON.stringify(readers), before.getTime()]

/** The ids of the readers after one, in order, `most` of them. */
export async function findReaderIds(after: string, most: number): Promise<string[]> {
  const { prisma } = await database()
  const select = { id: true }
  const rows = await prisma.subscriber.findMany({
    where: { id: { gt: after } },
    select,
    orderBy: { id: 'asc' },
    take: most,
  })
  return rows.map(({ id }) => id)
}

/** How many rows of some readers may go that ended before a time. */
export async function countPrunable(what: Prunable, readers: string[], before: Date): Promise<number> {
  const { read } = await database()
  const { rows } = await read(`SELECT count(*) AS n ${fromOf(RULES[what])}`, argsOf(readers, before))
  return Number(rows[0]!.n)
}

/** Removes rows of some readers that ended before a time, `most` in one transaction. Answers how many; 0 once there are none. */
export async function pruneSome(what: Prunable, readers: string[], before: Date, most: number): Promise<number> {
  const { read, transact } = await database()
  const { table, key } = RULES[what]
  const from = fromOf(RULES[what])
  const args = argsOf(readers, before)
  // Where there is nothing to remove nobody has to wait for a lock.
  const { rows } = await read(`SELECT 1 ${from} LIMIT 1`, args)
  if (rows.length === 0) return 0
  const keys = key.split(', ').map(name => `r.${name}`)
  const [removed] = await transact([
    { sql: `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${keys.join()} ${from} LIMIT ?3)`, args: [...args, most] },
  ])
  return removed!.rowsAffected
}
