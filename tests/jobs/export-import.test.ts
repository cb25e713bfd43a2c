import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sendDueDigests } from '#jobs/digest'
import { exportEverything } from '#jobs/export'
import { importFiles } from '#jobs/import'
import { makePublicIssues } from '#jobs/public-issue'
import { rankAll } from '#jobs/rank'
import { database } from '#lib/db'
import { leaveSubscription } from '#lib/store/subscribers'
import { suppressReader } from '#lib/store/suppressions'
import { openTestDatabase } from '#tests/support/database'
import { ATTENTION, BERT, MAMBA, savePapers, seedPapers } from '#tests/support/papers'
import { ADA, idOf, saveNamedReaders, saveReader } from '#tests/support/readers'
import { makeFolder } from '#tests/support/started-site'

const SUNDAY = new Date('2026-11-22T12:00:00Z')
const NOW = new Date('2026-11-23T07:30:00Z')
const TOMORROW = new Date('2026-11-24T07:30:00Z')

let elsewhere: ReturnType<typeof makeFolder>
let file: string

/** A database with something of every kind, exported. */
beforeEach(async () => {
  elsewhere = makeFolder()
  file = join(elsewhere.folder, 'all.jsonl')
  await openTestDatabase()
  await savePapers([ATTENTION, BERT, MAMBA])
  await saveNamedReaders(SUNDAY)
  const dora = await saveReader('dora@example.org', SUNDAY, {
    topics: ['attention'],
    hour: 6,
    zone: 'Asia/Tokyo',
    excluded: ['gan'],
  })
  await saveReader('emil@example.org', SUNDAY)
  await rankAll({ now: NOW })
  await makePublicIssues(NOW)
  await sendDueDigests({ now: NOW, worker: 'ada' })
  await suppressReader(dora, { reason: 'bounced', detail: 'it is full' }, NOW)
  const { prisma } = await database()
  await prisma.observation.create({ data: { arxivId: '1706.03762', signal: 'upvotes', observedAt: SUNDAY, value: 7 } })
  await exportEverything(file, NOW)
})
afterEach(() => elsewhere.remove())

/** Papers get their topics from the tagger again, whatever they were seeded with. */
const withoutTags = (lines: string[]) => lines.map(line => line.replace(/^(\{"kind":"paper".*)"topics":\[.*?\]/, '$1'))
const linesOf = (path: string) => readFileSync(path, 'utf8').trim().split('\n')
const kindsOf = (lines: string[]) => new Set(lines.map(line => JSON.parse(line).kind))

async function exportAgain(now: Date): Promise<string[]> {
  const again = join(elsewhere.folder, 'again.jsonl')
  await exportEverything(again, now)
  return linesOf(again)
}

it('takes all of an export back into an empty database, and again without changing anything', async () => {
  const lines = linesOf(file)
  expect(kindsOf(lines)).toEqual(
    new Set(['paper', 'signal', 'origin', 'suppression', 'subscriber', 'delivery', 'delivered', 'issue', 'published']),
  )
  await openTestDatabase()
  const first = await importFiles([file], { signals: false, now: NOW })
  expect(first).toMatchObject({ refused: [], papers: { added: 3 }, own: { subscriber: 5, suppression: 1 } })
  expect(withoutTags(await exportAgain(NOW))).toEqual(withoutTags(lines))
  const second = await importFiles([file], { signals: false, now: NOW })
  expect(Object.values(second.own)).toEqual(Object.values(second.own).map(() => 0))
  expect(withoutTags(await exportAgain(NOW))).toEqual(withoutTags(lines))
  // Nobody gets what they had.
  expect(await sendDueDigests({ now: NOW, worker: 'ada' })).toMatchObject({ sent: 0, uncertain: 0 })
})

it('holds what fell due after the export, unless told to send it', async () => {
  await openTestDatabase()
  await importFiles([file], { signals: false, now: TOMORROW })
  await savePapers(seedPapers('2611', 1, 'attention'))
  expect(await sendDueDigests({ now: TOMORROW, worker: 'ada' })).toMatchObject({ sent: 0 })
  const { prisma } = await database()
  const held = { state: 'uncertain', localDate: '2026-11-24' }
  expect(await prisma.delivery.count({ where: held })).toBe(2)
  await openTestDatabase()
  await importFiles([file], { signals: false, sendMissed: true, now: TOMORROW })
  await savePapers(seedPapers('2611', 1, 'attention'))
  expect(await sendDueDigests({ now: TOMORROW, worker: 'ada' })).toMatchObject({ sent: 2 })
})

it('brings nobody back who left here, and nobody who gets nothing here', async () => {
  const ada = await idOf(ADA)
  const emil = await idOf('emil@example.org')
  await leaveSubscription(ada, NOW)
  await suppressReader(emil, { reason: 'complained', detail: '' }, NOW)
  await importFiles([file], { signals: false, now: NOW })
  const { prisma } = await database()
  expect(await prisma.subscriber.findUnique({ where: { id: ada } })).toMatchObject({ status: 'left', email: null })
  expect(await prisma.subscriber.findUnique({ where: { id: emil } })).toMatchObject({ status: 'suppressed' })
})

it('says of each line what is wrong with it, and takes the others', async () => {
  const lines = linesOf(file)
  const change = (kind: string, more: object) => {
    const at = lines.findIndex(line => JSON.parse(line).kind === kind)
    lines.push(JSON.stringify({ ...JSON.parse(lines[at]!), ...more }))
  }
  change('subscriber', { zone: 'Mars/Olympus' })
  change('delivery', { subscriberId: 'nobody', reason: 1 })
  change('delivery', { subscriberId: 'nobody' })
  change('delivered', { paperId: '9999.99999' })
  lines.push('{"kind":"recipe"}')
  writeFileSync(file, lines.join('\n'))
  await openTestDatabase()
  const { refused, own } = await importFiles([file], { signals: false, now: NOW })
  expect(refused.map(({ field, why }) => `${field}: ${why}`).sort()).toEqual([
    'kind: "recipe" is nothing that can be imported',
    'paperId: there is no such paper, or no such reader, here',
    'reason: it has to be text',
    'subscriberId: there is no such reader here',
    'zone: it is no time zone',
  ])
  expect(own.subscriber).toBe(5)
})

it('takes no readers whose links it could not read', async () => {
  await openTestDatabase({ SECRET: 'another secret than that' })
  const { refused, own } = await importFiles([file], { signals: false, now: NOW })
  expect(refused[0]!.why).toMatch(/^the export was made with another secret, .*: set SECRET to that/)
  expect(own).not.toHaveProperty('subscriber')
  expect(own.issue).toBeGreaterThan(0)
})

it('holds nothing of which the export says further down that it was sent', async () => {
  const emil = await idOf('emil@example.org')
  // The line of its reader was written before a worker sent it, that of the mail after.
  const stale = linesOf(file).map(line => {
    const thing = JSON.parse(line)
    return thing.kind === 'subscriber' && thing.id === emil ? JSON.stringify({ ...thing, nextDueAt: SUNDAY }) : line
  })
  writeFileSync(file, stale.join('\n'))
  await openTestDatabase()
  await importFiles([file], { signals: false, now: NOW })
  const { prisma } = await database()
  const where = { subscriberId: emil, localDate: '2026-11-23' }
  expect(await prisma.delivery.findFirst({ where })).toMatchObject({ state: 'sent', reason: null })
})
