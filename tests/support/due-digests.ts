import { type ChildProcess, spawn } from 'node:child_process'
import { database } from '#lib/db'
import { saveCrowd } from './crowd.ts'

/** When the digests of `saveDueDigests` are due. */
export const DUE = new Date('2026-11-23T07:00:00Z')

/** Papers, and so many readers whose digest is due at DUE. */
export async function saveDueDigests(readers: number): Promise<void> {
  const { transact } = await database()
  await transact([
    {
      sql: `INSERT INTO paper (id, title_key, title, abstract, published, first_seen_at, changed_at)
            SELECT 'paper-' || value, value, 'On paper ' || value, ?2, '2026-11-20', 0, 0 FROM json_each(?1)`,
      args: [JSON.stringify(Array.from({ length: 40 }, (_, i) => i + 1)), 'All of it is about attention. '.repeat(30)],
    },
  ])
  await saveCrowd(readers, { dueAt: DUE })
}

/** A worker as a process of its own that sends what is due so many minutes after DUE, until nothing is. */
export function startDigestWorker(minutes: number): { child: ChildProcess; done: Promise<number | null> } {
  const now = new Date(DUE.getTime() + minutes * 60_000)
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/run-digests.ts', now.toISOString()], {
    stdio: 'ignore',
  })
  return { child, done: new Promise(resolve => child.once('close', resolve)) }
}
