import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ingest } from '#jobs/ingest'
import { takePapers } from '#jobs/take-papers'
import { type VisitOptions, visitSource } from '#jobs/visit'
import { identify } from '#lib/domain/paper/fold'
import { makeHttp } from '#lib/sources/http'
import { SOURCES } from '#lib/sources/sources'
import { findFreshness } from '#lib/store/freshness'
import { saveObservations } from '#lib/store/observations'
import { registerSources } from '#lib/store/sources'
import { atomPage } from '#tests/support/arxiv-answers'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { papersOf } from '#tests/support/fake-arxiv'
import { fakeTime } from '#tests/support/fake-time'
import { answerAsServices, NO_SERVICES, type PlayedServices, settingsAt } from '#tests/support/played-services'
import { type Page as Reply, type SourceServer, startSourceServer } from '#tests/support/source-server'

// What a visit that went wrong leaves to the next one: real requests, a real database, services played on loopback, time not waited for.

const NOW = new Date('2026-11-25T06:00:00Z')
const HOUR_MS = 3_600_000
const TOKEN = { GITHUB_TOKEN: 'ghp_of_ours' }

let db: TestDatabase
let server: SourceServer
let played: PlayedServices
let time: ReturnType<typeof fakeTime>
/** Answers before the played services do. */
let first: (url: URL) => Reply | null

beforeAll(async () => {
  server = await startSourceServer(url => first(url) ?? answerAsServices(played, url))
})
beforeEach(async () => {
  db = await openTestDatabase({ ARXIV_API_URL: settingsAt(server.url).ARXIV_API_URL })
  played = NO_SERVICES
  time = fakeTime(NOW)
  first = () => null
  server.seen.length = 0
})
afterAll(() => server.stop())

const visit = (name: string, more: Partial<VisitOptions> & { keys?: object } = {}) =>
  visitSource(SOURCES.find(source => source.name === name)!, {
    settings: { ...settingsAt(server.url), ...more.keys },
    http: makeHttp('Attn/test'),
    holder: 'ada',
    signal: new AbortController().signal,
    patienceMs: 120_000,
    time,
    random: () => 1,
    ...more,
  })

const stateOf = async (name: string) => {
  const { sources } = await findFreshness(time.now())
  return sources.find(source => source.name === name)!
}
const only = (path: string, reply: Reply) => (url: URL) => (url.pathname.startsWith(path) ? reply : null)
const json = (body: string, status = 200): Reply => ({ status, headers: { 'content-type': 'application/json' }, body })
const atom = (body: string): Reply => ({ headers: { 'content-type': 'application/xml' }, body })
const STARS = json('{"full_name":"a/b","stargazers_count":5}')
const BAD_TOKEN = json('{"message":"Bad credentials"}', 401)

const storePapers = (n: number, published: string, codeUrl: (i: number) => string | null = () => null) =>
  takePapers(
    Array.from({ length: n }, (_, i) => {
      const facts = { authors: [], categories: ['cs.CL'], published, updated: null, codeUrl: codeUrl(i) }
      return identify({ arxivId: `2601.${10000 + i}`, title: `Transformer ${i}`, abstract: 'We attend.', ...facts })
    }),
    NOW,
  )
const withCode = (n: number) => storePapers(n, '2026-09-10', i => `https://github.com/o/r${i}`)

describe('a source that has nothing to be asked about', () => {
  beforeEach(() => registerSources(SOURCES.filter(({ name }) => name === 'github')))

  it('says so, and when it really answered; it does not fall silent by that', async () => {
    await withCode(3)
    first = only('/github', STARS)
    expect(await visit('github', { keys: TOKEN })).toMatchObject({ outcome: 'done', requests: 3 })
    for (let hours = 0; hours < 60; hours++) {
      time.pass(HOUR_MS)
      expect(await visit('github', { keys: TOKEN })).toMatchObject({ outcome: 'done', requests: 0 })
    }
    const { state, says, lastSuccessAt } = await stateOf('github')
    expect([state, lastSuccessAt!.getTime() - NOW.getTime() < HOUR_MS]).toEqual(['fresh', true])
    expect(says).toMatch(/^Last answer: Wed 25 Nov .* ET; there was nothing to ask .*\.$/)
  })

  it('stays failing when it failed, until it answers', async () => {
    await withCode(4)
    first = only('/github', STARS)
    await visit('github', { keys: TOKEN })
    time.pass(73 * HOUR_MS)
    first = only('/github', BAD_TOKEN)
    for (let hours = 0; hours < 8; hours++) {
      await visit('github', { keys: TOKEN })
      expect(await stateOf('github')).toMatchObject({ state: 'failing', lastError: expect.stringMatching(/401/) })
      time.pass(HOUR_MS)
    }
    first = only('/github', STARS)
    time.pass(73 * HOUR_MS)
    expect(await visit('github', { keys: TOKEN })).toMatchObject({ outcome: 'done', requests: 4 })
    expect(await stateOf('github')).toMatchObject({ state: 'fresh', lastError: null })
  })
})

describe('papers that were not come to', () => {
  it('because the token was wrong are asked about once it is right', async () => {
    await withCode(30)
    first = only('/github', BAD_TOKEN)
    expect(await visit('github', { keys: TOKEN })).toMatchObject({ outcome: 'failed', requests: 1 })
    first = only('/github', STARS)
    time.pass(HOUR_MS)
    expect(await visit('github', { keys: TOKEN })).toMatchObject({ outcome: 'done', requests: 30, observations: 30 })
  })

  it('because a page of somebody else’s came instead are asked about the next day', async () => {
    await storePapers(200, '2025-09-10')
    first = only('/openalex', { headers: { 'content-type': 'text/html' }, body: '<title>Sign in to the hotel</title>' })
    expect(await visit('openalex')).toMatchObject({ outcome: 'failed', requests: 5 })
    first = () => null
    time.pass(24 * HOUR_MS)
    const { outcome, requests } = await visit('openalex')
    expect(outcome).toBe('done')
    // Two questions for 33 papers; those of the question that failed wait for their turn.
    expect(requests).toBe(2 * Math.ceil((200 - 33) / 33))
  })

  it('because they were too many come with the next visits, each once', async () => {
    const ids = Array.from({ length: 350 }, (_, i) => `2611.${10000 + i}`)
    await saveObservations(ids.map(arxivId => ({ arxivId, signal: 'upvotes', value: 50, observedAt: NOW })))
    first = url => (url.pathname === '/arxiv' && !url.searchParams.get('id_list') ? atom(atomPage([])) : null)
    const asked: string[][] = []
    for (let k = 0; k < 5; k++) {
      server.seen.length = 0
      await visit('arxiv')
      const lists = server.seen.flatMap(({ path }) => new URL(path, server.url).searchParams.get('id_list') ?? [])
      asked.push(lists.join(',').split(',').filter(Boolean))
      time.pass(12 * HOUR_MS)
    }
    expect(asked.map(list => list.length)).toEqual([100, 100, 100, 50, 0])
    expect(new Set(asked.flat()).size).toBe(350)
  })
})

describe('arXiv', () => {
  it('that has a paper under an odd day gives it, and the days after it', async () => {
    const odd = { id: '2611.00042', published: '2026-11-12T10:00:00Z' }
    const isOddDay = (url: URL) => (url.searchParams.get('search_query') ?? '').includes('[202611160000 TO')
    first = url => (url.pathname === '/arxiv' && isOddDay(url) ? atom(atomPage([odd])) : null)
    played = { ...played, papers: papersOf('2026-11-20', 3) }
    expect(await visit('arxiv')).toMatchObject({ outcome: 'done', papers: { added: 4 } })
  })

  it('whose pages of one day do not fit together gives the days after it, and says so', async () => {
    const twice = atomPage([
      { id: '2611.00042', published: '2026-11-16T10:00:00Z' },
      { id: '2611.00043', published: '2026-11-16T11:00:00Z' },
    ]).replace(/(totalResults[^>]*>)\d+/, '$14')
    const mute = twice.replace(/<opensearch:startIndex>.*?>/, '')
    const isThatDay = (url: URL) => (url.searchParams.get('search_query') ?? '').includes('[202611160000 TO')
    first = url => (url.pathname === '/arxiv' && isThatDay(url) ? atom(mute) : null)
    played = { ...played, papers: papersOf('2026-11-20', 3) }
    const report = await visit('arxiv')
    expect(report).toMatchObject({ outcome: 'failed', papers: { added: 5 } })
    expect(report.error).toBe(
      'The pages of arXiv for 2026-11-16 did not fit together 4 times in a row; asked again next time.',
    )
  })
})

it('Hugging Face that is not at its address is no success', async () => {
  await registerSources(SOURCES.filter(({ name }) => name === 'hugging-face'))
  first = only('/hf', { status: 404, body: 'Not here' })
  expect((await visit('hugging-face')).error).toMatch(/^The daily papers of Hugging Face are not at their address/)
  expect(await stateOf('hugging-face')).toMatchObject({ state: 'failing' })
})

describe('a clock that was wrong', () => {
  it('by months ahead for one visit holds nothing back afterwards', async () => {
    await visit('arxiv')
    await visit('hugging-face')
    const ahead = fakeTime(new Date('2027-06-01T00:00:00Z'))
    await visit('arxiv', { time: ahead })
    await visit('hugging-face', { time: ahead })
    time.pass(24 * HOUR_MS)
    server.seen.length = 0
    await visit('arxiv')
    expect(server.seen.filter(({ path }) => path.includes('lastUpdatedDate'))).not.toEqual([])
    expect(await visit('hugging-face')).toMatchObject({ outcome: 'done', requests: 15 })
  })

  it('by decades behind for one visit does not send us through all of them', async () => {
    await visit('arxiv')
    await visit('arxiv', { time: fakeTime(new Date('1970-01-01T00:10:00Z')) })
    time.pass(2 * HOUR_MS)
    expect((await visit('arxiv')).requests).toBeLessThan(420)
  })

  it('there, in one paper, hides no other', async () => {
    const strange = { id: '2501.00001', published: '2025-01-01T10:00:00Z', updated: '2099-01-01T00:00:00Z' }
    played = { ...played, papers: [strange] }
    await visit('arxiv')
    const replaced = papersOf('2025-02-01', 450).map(paper => ({ ...paper, updated: '2026-11-25T10:00:00Z' }))
    played = { ...played, papers: [strange, ...replaced] }
    time.pass(30 * HOUR_MS)
    expect(await visit('arxiv')).toMatchObject({ outcome: 'done', papers: { added: 450 } })
  })
})

describe('days that were asked for', () => {
  it('and given to the end are not asked for again when Ctrl-C comes with the last of them', async () => {
    played = { ...played, papers: papersOf('2026-11-20', 250) }
    const stop = new AbortController()
    const range = { from: '2026-11-18', until: '2026-11-20' }
    const onProgress: VisitOptions['onProgress'] = ({ done }) => {
      if (done && done.steps === done.ofSteps) stop.abort()
    }
    expect(await visit('arxiv', { range, signal: stop.signal, onProgress })).toMatchObject({
      outcome: 'done',
      papers: { added: 250 },
    })
  })

  it('until today go on the next day where they were stopped, and end with what is new since', async () => {
    played = { ...played, papers: [...papersOf('2026-11-18', 250), ...papersOf('2026-11-25', 3)] }
    const stop = new AbortController()
    const range = { from: '2026-11-18', until: '2026-11-24' }
    const stopped = await visit('arxiv', { range, signal: stop.signal, onProgress: ({ done }) => done && stop.abort() })
    expect(stopped).toMatchObject({ outcome: 'stopped', papers: { added: 200 } })
    server.seen.length = 0
    const source = SOURCES.find(({ name }) => name === 'arxiv')!
    const [report] = await ingest([source], {
      ...{ holder: 'bob', signal: new AbortController().signal, patienceMs: 120_000, time, random: () => 1 },
      range: { from: '2026-11-18', until: '2026-11-25', isOpen: true },
    })
    expect(report).toMatchObject({ outcome: 'done', papers: { added: 53, unchanged: 0 } })
    expect(await db.prisma.visit.findMany()).toEqual([])
  })
})
