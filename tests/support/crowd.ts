import { database } from '#lib/db'

/** Many active readers at once, by rows of SQL. `topics` of each are those of its number, counted round; all get their mail at `dueAt`. */
export async function saveCrowd(
  count: number,
  {
    dueAt,
    prefix = 'reader',
    hour = 7,
    zones = ['UTC'],
    topics = [[]],
  }: { dueAt: Date; prefix?: string; hour?: number; zones?: string[]; topics?: string[][] },
): Promise<void> {
  const { transact } = await database()
  for (let from = 0; from < count; from += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, count - from) }, (_, index) => {
      const number = from + index
      // Ids as the program makes them, 16 bytes, or nothing could be addressed back to them.
      const id = Buffer.from(`${prefix}${String(number).padStart(16, '0')}`.slice(-16).replace(/^./, prefix[0]!))
      return {
        id: id.toString('base64url'),
        email: `${prefix}${number}@example.org`,
        zone: zones[number % zones.length],
        topics: topics[number % topics.length],
      }
    })
    const payload = JSON.stringify(rows)
    await transact([
      {
        sql: `INSERT INTO subscriber (id, email, email_hash, status, frequency, weekday, hour, zone, consent, created_at, confirmed_at, next_due_at)
              SELECT value ->> 'id', value ->> 'email', 'hash ' || (value ->> 'email'), 'active', 'daily', 1, ?2, value ->> 'zone', '{}', 0, 0, ?1
              FROM json_each(?3)`,
        args: [dueAt.getTime(), hour, payload],
      },
      {
        sql: `INSERT INTO subscriber_topic SELECT r.value ->> 'id', t.value FROM json_each(?) r, json_each(r.value, '$.topics') t`,
        args: [payload],
      },
    ])
  }
}
