import { database } from '#lib/db'
import type { DeliveryKey } from './deliveries.ts'
import type { IssueContext } from './issue-context.ts'

/** What is known around a reader's issue, and whether they got no paper on another date. */
export type ReaderContext = IssueContext & { isFirst: boolean }

/** What is known around each of some issues, by reader and date (`id date`). */
export async function findReaders(issues: DeliveryKey[]): Promise<Map<string, ReaderContext>> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<(IssueContext & { key: string; isFirst: number | bigint })[]>`
    SELECT (i.value ->> 0) || ' ' || (i.value ->> 1) AS key,
      (SELECT max(local_date) FROM delivery d
       WHERE d.subscriber_id = i.value ->> 0 AND d.local_date < i.value ->> 1 AND d.state IN ('sent', 'uncertain')) AS last,
      (SELECT max(date) FROM issue WHERE date <= i.value ->> 1) AS webDate,
      NOT EXISTS (SELECT 1 FROM delivered_paper p WHERE p.subscriber_id = i.value ->> 0 AND p.local_date <> i.value ->> 1) AS isFirst
    FROM json_each(${keysOf(issues)}) i`
  return new Map(
    rows.map(({ key, last, webDate, isFirst }) => [key, { last, webDate, isFirst: Number(isFirst) === 1 }]),
  )
}

/** Which of some papers each reader got on another date than that of the issue, likewise. Every issue asked about has an entry. */
export async function findSeen(issues: DeliveryKey[], paperPks: number[]): Promise<Map<string, Set<number>>> {
  const { prisma } = await database()
  const seen = new Map(issues.map(({ subscriberId, localDate }) => [`${subscriberId} ${localDate}`, new Set<number>()]))
  if (issues.length === 0 || paperPks.length === 0) return seen
  // Every reader's papers by the key of the table: what they got in years is not read.
  const rows = await prisma.$queryRaw<{ key: string; pks: string }[]>`
    SELECT (i.value ->> 0) || ' ' || (i.value ->> 1) AS key, json_group_array(d.paper_pk) AS pks
    FROM json_each(${keysOf(issues)}) i CROSS JOIN delivered_paper d ON d.subscriber_id = i.value ->> 0
      AND d.paper_pk IN (SELECT value FROM json_each(${JSON.stringify(paperPks)})) AND d.local_date <> i.value ->> 1
    GROUP BY i.key`
  for (const { key, pks } of rows) for (const pk of JSON.parse(pks) as number[]) seen.get(key)?.add(pk)
  return seen
}

const keysOf = (issues: DeliveryKey[]) =>
  JSON.stringify(issues.map(({ subscriberId, localDate }) => [subscriberId, localDate]))
