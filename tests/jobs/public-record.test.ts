import { beforeEach, expect, it } from 'vitest'
import { GET } from '#app/api/v1/status/route'
import { sayInPublic } from '#jobs/public-words'
import { database } from '#lib/db'
import { env } from '#lib/env'
import { SourceError } from '#lib/sources/source'
import { recordRun } from '#lib/store/jobs'
import { findStatus } from '#lib/store/status'
import { openTestDatabase } from '../support/database.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const PRIVATE = /ada|srv|secret|lib.store/
const SAID = [
  'Sent ada@example.org a digest in their topics, not recorded.',
  'Invalid `prisma.letter.findMany()` invocation in /srv/attn/lib/store/letters.ts:43:38',
  'smtp://ada:secret@mail.example.org does not answer',
]
const SHOWN = [
  'Sent [address] a digest in their topics, not recorded.',
  'Invalid `prisma.letter.findMany()` invocation in [path]:43:38',
  'smtp://[login]@mail.example.org does not answer',
]

const answered = async () =>
  (await GET(new Request('http://localhost/api/v1/status'), { params: Promise.resolve({}) })).text()

beforeEach(() => openTestDatabase())

it('what a run says of somebody is neither kept nor shown', async () => {
  const { prisma } = await database()
  await prisma.job.create({ data: { name: 'digest' } })
  for (const [i, text] of SAID.entries()) {
    const at = new Date(NOW.getTime() + i)
    await recordRun('digest', at, i ? { ok: false, error: text } : { ok: true, summary: text }, at)
    expect((await findStatus(NOW)).runs[0]).toMatchObject(i ? { error: SHOWN[i] } : { summary: SHOWN[i] })
    expect((await findStatus(NOW)).jobs[0]!.lastSummary).toBe(SHOWN[i])
    expect(await answered()).toContain(JSON.stringify(SHOWN[i]))
  }
  expect(JSON.stringify(await prisma.jobRun.findMany())).not.toMatch(PRIVATE)
  expect(await answered()).not.toMatch(PRIVATE)
})

it('what was recorded before is not shown either', async () => {
  const { prisma } = await database()
  await prisma.job.create({ data: { name: 'digest' } })
  for (const text of SAID)
    await prisma.jobRun.create({ data: { job: 'digest', startedAt: NOW, ok: false, summary: text, error: text } })
  const status = await findStatus(NOW)
  expect(status.runs.map(run => run.error).toSorted()).toEqual(SHOWN.toSorted())
  expect(JSON.stringify(status)).not.toMatch(PRIVATE)
  expect(await answered()).not.toMatch(PRIVATE)
})

it('a source is quoted word for word, without what is ours; what failed here is shown as a run’s words are', () => {
  const settings = { ...env(), GITHUB_TOKEN: 'ghp_of_ours' }
  const theirs = new SourceError(
    'refused',
    'api.example.org answered 400 (no key ghp_of_ours for /repos, says ops@example.org)',
  )
  expect(sayInPublic(theirs, settings)).toBe('api.example.org answered 400 (no key … for /repos, says ops@example.org)')
  for (const [i, text] of SAID.entries()) expect(sayInPublic(new Error(text), settings)).toBe(SHOWN[i])
})
