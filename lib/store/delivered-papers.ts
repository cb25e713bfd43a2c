import { database } from '#lib/db'
import type { DeliveryKey } from './deliveries.ts'

/**
 * Which of some papers each reader got on another date than that of the issue, by reader and date (`id date`). Every issue asked about has an
 * entry.
 */
export async function findSeen(issues: DeliveryKey[], paperPks: number[]): Promise<Map<string, Set<number>>> {
  const { prisma } = await database()
  const seen = new Map(issues.map(({ subscriberId, localDate }) => [`${subscriberId} ${localDate}`, new Set<number>()]))
  if (issues.length === 0 || paperPks.length === 0) return seen
  const asked = JSON.stringify(issues.map(({ subscriberId, localDate }) => [subscriberId, localDate]))
  const papers = JSON.stringify(paperPks)
  // Every reader's papers by the key of the table: what they got in years is not read.
  const rows = await prisma.$queryRaw<{ key: string; pks: string }[]>`
    SELECT (i.value ->> 0) || ' ' || (i.value ->> 1) AS key, json_group_array(d.paper_pk) AS pks
    FROM json_each(${asked}) i CROSS JOIN delivered_paper d ON d.subscriber_id = i.value ->> 0
      AND d.paper_pk IN (SELECT value FROM json_each(${papers})) AND d.local_date <> i.value ->> 1
    GROUP BY i.key`
  for (const { key, pks } of rows) for (const pk of JSON.parse(pks) as number[]) seen.get(key)?.add(pk)
  return seen
}
