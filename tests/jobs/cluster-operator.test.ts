import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { isDatabaseAway } from '#lib/database-fault'
import { closeDatabase, database } from '#lib/db'
import { env } from '#lib/env'
import { openCopy } from '#lib/replica'
import { noteSynced, readFromReplica, replicaFiles } from '#lib/replica-files'
import { secret } from '#lib/secret'
import { operate } from '#lib/store/operator'
import { findOverview } from '#lib/store/overview'
import { findStatus } from '#lib/store/status'
import { openTestDatabase } from '#tests/support/database'
import { endServers, startServer, whyNoServer } from '#tests/support/libsql-server'
import { ADA, saveReader } from '#tests/support/readers'

const NOW = new Date('2026-11-23T08:00:00Z')

beforeEach(async context => {
  const why = await whyNoServer()
  if (why) context.skip(why)
})

afterEach(async () => {
  await closeDatabase()
  delete (globalThis as { attnReplica?: unknown }).attnReplica
})

afterAll(endServers)

it('shows operators what they did at once, though the site reads from a copy', async () => {
  const server = await startServer()
  const { dir } = await openTestDatabase({ DATABASE_URL: server.url })
  const ada = await saveReader(ADA, NOW)
  const { script } = await database()
  await script(`INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at)
    VALUES ('${ada}', '2026-11-23', 'uncertain', 0, 0, 0)`)
  const files = replicaFiles(dir)
  const copy = openCopy(files, env().DATABASE_URL, undefined)
  await copy.sync()
  copy.close()
  noteSynced(files, NOW)
  await closeDatabase()
  readFromReplica()

  const operator = { who: 'ops@example.org', now: NOW, secret: secret() }
  await operate({ do: 'pause', what: 'mail', why: null }, operator)
  await operate({ do: 'close', held: { all: true } }, operator)
  // The copy, which nobody keeps here, does not know of it.
  expect(await findStatus(NOW)).toMatchObject({ mailPausedAt: null, held: 1 })
  expect(await findOverview(NOW)).toMatchObject({
    pauses: [{ what: 'mail', who: 'ops@example.org' }],
    held: [],
    status: { mailPausedAt: NOW, held: 0 },
  })

  await server.kill()
  expect(await findStatus(NOW)).toMatchObject({ held: 1 })
  const error = await findOverview(NOW).catch((thrown: unknown) => thrown)
  expect(isDatabaseAway(error)).toBe(true)
})
