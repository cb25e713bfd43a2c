import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { makeBackup } from '#jobs/backup'
import { sendDueDigests } from '#jobs/digest'
import { restoreBackup } from '#jobs/restore'
import { closeDatabase, database } from '#lib/db'
import { closeMail } from '#lib/mail'
import { resendHeld } from '#lib/store/held'
import { startDigestProcess } from '#tests/support/child'
import { saveCrowd } from '#tests/support/crowd'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { ATTENTION, BERT, savePapers } from '#tests/support/papers'
import { type Sink, startSink } from '#tests/support/sink'
import { makeFolder } from '#tests/support/started-site'

const NOW = new Date('2026-11-23T07:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const READERS = 120

const send = (minutes: number) => sendDueDigests({ now: later(minutes), worker: 'ada' })

let sink: Sink
let elsewhere: ReturnType<typeof makeFolder>
afterEach(() => {
  closeMail()
  sink.stop()
  elsewhere.remove()
})

it('backed up under load, killed and restored, it sends no issue twice and goes on with the next', {
  timeout: 180_000,
}, async () => {
  elsewhere = makeFolder()
  sink = await startSink(40)
  const db: TestDatabase = await openTestDatabase({ SMTP_URL: sink.url, MAIL_CONNECTIONS: '5' })
  await savePapers([ATTENTION])
  await saveCrowd(READERS, { dueAt: NOW })
  const arrived = async (count: number) => {
    while ((await sink.report()).messages < count) await sleep(20)
  }

  const worker = startDigestProcess(NOW)
  await arrived(15)
  const { file, sent } = await makeBackup({ out: elsewhere.folder, now: later(1) })
  await arrived(sent + 30)
  worker.process.kill('SIGKILL')
  expect(await worker.done).toBeNull()
  await sleep(200)
  const atCrash = (await sink.report()).messages
  expect(sent).toBeGreaterThan(5)
  expect(sent).toBeLessThan(atCrash)
  expect(atCrash).toBeLessThan(READERS)

  await closeDatabase()
  for (const name of readdirSync(db.dir)) rmSync(join(db.dir, name), { recursive: true })
  const report = await restoreBackup({ file, replace: false, sendMissed: false, now: later(20) })
  expect(report).toMatchObject({ papers: 1, readers: READERS, sent, held: { digests: READERS - sent, letters: 0 } })
  await send(21)
  await send(60)
  expect(await sink.report()).toMatchObject({ messages: atCrash, duplicates: 0 })

  // The next day everybody is there again.
  await savePapers([BERT])
  await send(24 * 60)
  expect(await sink.report()).toMatchObject({ messages: atCrash + READERS, duplicates: 0 })

  // Only the operator may take the risk, knowing it.
  expect(await resendHeld({ all: true }, later(24 * 60 + 1))).toBe(READERS - sent)
  await send(24 * 60 + 1)
  expect((await sink.report()).duplicates).toBeGreaterThan(0)
  expect(await (await database()).prisma.delivery.count({ where: { state: 'uncertain' } })).toBe(0)
})
