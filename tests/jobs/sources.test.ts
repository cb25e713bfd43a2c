import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { followedSources } from '#jobs/followed-sources'
import { planSchedule } from '#jobs/schedule'
import { takePapers } from '#jobs/take-papers'
import { type VisitOptions, visitSource } from '#jobs/visit'
import { runDueJobs } from '#jobs/worker'
import { findCodeUrl } from '#lib/domain/paper/code-links'
import { identify } from '#lib/domain/paper/fold'
import { env } from '#lib/env'
import { makeHttp } from '#lib/sources/http'
import { type RegisteredSource, SOURCES } from '#lib/sources/sources'
import { findFreshness } from '#lib/store/freshness'
import { findPaper } from '#lib/store/papers'
import { registerSources } from '#lib/store/sources'
import { atomPage, type Made, oaiError } from '#tests/support/arxiv-answers'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { papersOf } from '#tests/support/fake-arxiv'
import { fakeTime } from '#tests/support/fake-time'
import { answerAsServices, NO_SERVICES, type PlayedServices, settingsAt } from '#tests/support/played-services'
import { HAS_RECORDED, readRecorded } from '#tests/support/recorded'
import { FAULTS, type Fault, type SourceServer, startSourceServer } from '#tests/support/source-server'

// Every source of the table, through the real requests and into a real database; the services are played on loopback, and time is not
// waited for. What can go wrong on the way whatever the source is in faults.test.ts; here is what each service does in its own way.

const NOW = new Date('2026-11-25T06:00:00Z')
const DAY = '2026-11-20'
const SECOND = 1000
const range = { from: DAY, until: DAY }

let db: TestDatabase
let server: SourceServer
let played: PlayedServices
let time: ReturnType<typeof fakeTime>

beforeAll(async () => {
  server = await startSourceServer(url => answerAsServices(played, url))
})
beforeEach(async () => {
  db = await openTestDatabase()
  played = NO_SERVICES
  time = fakeTime(NOW)
  server.seen.length = 0
})
afterAll(() => server.stop())

const sourceOf = (name: string): RegisteredSource => SOURCES.find(source => source.name === name)!

const visit = (name: string, more: Partial<VisitOptions> = {}) =>
  visitSource(sourceOf(name), {
    settings: settingsAt(server.url),
    http: makeHttp('Attn/test'),
    holder: 'ada',
    signal: new AbortController().signal,
    patienceMs: 120 * SECOND,
    time,
    random: () => 1,
    ...more,
  })

async function paperOf(id: string) {
  const found = await findPaper(id)
  if (found?.kind !== 'found') throw new Error(`${id} is not here`)
  return found.paper
}

const storedIds = async () =>
  (await db.prisma.paper.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id)
const sorted = (papers: { id: string }[]) => papers.map(({ id }) => id).sort()
const waitedSeconds = () => Math.round(time.slept() / SECOND)

describe.skipIf(!HAS_RECORDED)('what was really sent', () => {
  it('by arXiv’s query API is stored as it was sent', async () => {
    const recorded = readRecorded('arxiv-api/sotawhat__arxiv_transformer.xml')
    const answer = recorded.replace(/(totalResults[^>]*>)\d+/, '$15')
    server.misbehave(FAULTS.text(answer, { 'content-type': 'application/atom+xml; charset=utf-8' }))
    const day = /<published>(\S{10})/.exec(recorded)![1]!
    const days = { range: { from: day, until: day } }
    expect(await visit('arxiv', days)).toMatchObject({
      outcome: 'done',
      papers: { added: 5 },
      refused: [],
      error: null,
    })
    expect(await paperOf('2606.13677')).toMatchObject({
      title: 'Mana: Dexterous Manipulation of Articulated Tools',
      authors: ['Zhao-Heng Yin', 'Guanya Shi', 'Pieter Abbeel', 'C. Karen Liu'],
      categories: ['cs.RO', 'cs.AI', 'cs.CV', 'cs.LG'],
      published: '2026-06-11T17:59:49Z',
    })
  })

  it('by arXiv’s OAI-PMH is stored as far as it matches, and a deletion deletes nothing', async () => {
    const known = { arxivId: '2610.99999', title: 'Attention that was deleted there', abstract: 'We attend.' }
    const facts = { authors: [], categories: [], published: '2026-10', updated: null, codeUrl: null }
    await takePapers([identify({ ...known, ...facts })], NOW)
    const recorded = readRecorded('oai-pmh/ArxivDB__oai_page_2026-10-07.excerpt.xml')
    server.misbehave(FAULTS.text(recorded.replace(/<resumptionToken.*<\/resumptionToken>/s, '')))
    const settings = { ...settingsAt(server.url), ARXIV_QUERY: 'cat:cs.*' }
    const report = await visit('arxiv-oai', { settings, range: { from: '2026-10-05', until: '2026-10-07' } })
    expect(report).toMatchObject({ outcome: 'done', error: null, papers: { added: 4 } })
    expect(await storedIds()).toEqual(['1111.3240', '1503.06914', '2111.14385', '2503.08530', '2610.99999'])
  })

  it('by arXiv’s feed is stored as far as it matches, and is not sent again while it stays the same', async () => {
    played = { ...played, feed: readRecorded('arxiv-rss/All-News-AI__arxiv_cs_cl.xml') }
    const settings = { ...settingsAt(server.url), ARXIV_QUERY: 'cat:cs.*' }
    expect(await visit('arxiv-rss', { settings })).toMatchObject({
      outcome: 'done',
      papers: { added: 4 },
      refused: [{ record: 'oai:arXiv.org:2607.44444v1', why: 'title: it is missing' }],
    })
    server.misbehave(FAULTS.status(304))
    expect(await visit('arxiv-rss', { settings })).toMatchObject({ outcome: 'done', papers: { unchanged: 0 } })
    expect(server.seen.at(-1)!.headers['if-none-match']).toBe('"today"')
    expect(await storedIds()).toHaveLength(4)
  })

  it('by Hugging Face adds to the papers that are here; of others the upvotes wait for them', async () => {
    played = { ...played, days: { '2025-10-01': readRecorded('hf-api/daily_papers/2025-10-01.json') } }
    const papers = JSON.parse(played.days['2025-10-01']!) as { paper: { id: string; githubRepo?: string } }[]
    const { id, githubRepo } = papers.find(({ paper }) => paper.githubRepo)!.paper
    const facts = { authors: [], categories: [], published: null, updated: null, codeUrl: null }
    await takePapers(
      [identify({ arxivId: id, title: 'Known by its title', abstract: 'And little more.', ...facts })],
      NOW,
    )
    const days = { range: { from: '2025-10-01', until: '2025-10-01' }, followed: ['github'] }
    expect(await visit('hugging-face', days)).toMatchObject({ outcome: 'done', papers: { added: 0, changed: 1 } })
    expect(await storedIds()).toEqual([id])
    const { codeUrl, authors } = await paperOf(id)
    expect([codeUrl, authors.length > 0]).toEqual([findCodeUrl(githubRepo!), true])
    const upvoted = await db.prisma.observation.groupBy({ by: ['signal'], _count: true, orderBy: { signal: 'asc' } })
    expect(upvoted.map(({ signal, _count }) => [signal, _count])).toEqual([
      ['comments', 37],
      ['upvotes', 37],
    ])
  })
})

describe('arXiv’s query API', () => {
  const papers = papersOf(DAY, 250)
  const PAGES = 2
  beforeEach(() => {
    played = { ...played, papers }
  })

  it.each<[name: string, fault: Fault, requests: number, waits: number]>([
    ['malformed XML', FAULTS.text('<feed><entry></feed>'), 1, 0],
    ['XML that ends in the middle of a tag', FAULTS.text(atomPage(papersOf(DAY, 200), 250).slice(0, 900)), 1, 5],
    ['a page without entries though there are some', FAULTS.text(atomPage([], 250, 200)), 1, 0],
    ['the page before, again', FAULTS.text(atomPage(papersOf(DAY, 200), 250, 0)), 1, 0],
    ['an answer of another service', FAULTS.text('<rss version="2.0"><channel/></rss>'), 1, 0],
    ['the text of a refusal, with 429', FAULTS.status(429, {}, 'Rate exceeded.'), 1, 5],
    ['nothing at all, with 200', FAULTS.text(''), 1, 5],
    ['an entity bomb', FAULTS.text(bomb()), 1, 0],
  ])('that gives %s once is asked again, and nothing is missed', async (_, fault, requests, waits) => {
    server.misbehave(null, fault)
    expect(await visit('arxiv', { range })).toMatchObject({
      outcome: 'done',
      error: null,
      papers: { added: 250 },
      requests: PAGES + requests,
    })
    expect(await storedIds()).toEqual(sorted(papers))
    expect(waitedSeconds()).toBe(3 * (PAGES + requests - 1) + Math.max(0, waits - 3))
  })

  it.each<[name: string, fault: Fault, says: RegExp, requests: number]>([
    ['malformed XML', FAULTS.text('<feed><entry></feed>'), /, and its answer is not well-formed XML \(.*\)\.$/, 4],
    ['an entity bomb', FAULTS.text(bomb()), /, and its answer is not well-formed XML \(it has a DOCTYPE\)\.$/, 4],
    [
      'pages without entries',
      FAULTS.text(atomPage([], 250, 200)),
      /^arXiv's query API was asked 4 times for the same page, and its page from 200 is empty though there are 250 entries\.$/,
      4,
    ],
    [
      'the page before',
      FAULTS.text(atomPage(papersOf(DAY, 200), 250, 0)),
      /its answer begins at 0 instead of 200\.$/,
      4,
    ],
    [
      'an entry that is an error, with 200',
      FAULTS.text(
        atomPage([], 1).replace(
          '</feed>',
          '<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>Invalid field: foo</summary></entry></feed>',
        ),
      ),
      /^arXiv refuses the question of ARXIV_QUERY: Invalid field: foo\.$/,
      1,
    ],
  ])(
    'that gives nothing but %s is left with what it said, and the next visit goes on',
    async (_, fault, says, times) => {
      server.misbehave(null, ...Array.from({ length: times }, () => fault))
      const failed = await visit('arxiv', { range })
      expect(failed).toMatchObject({ outcome: 'failed', papers: { added: 200 }, error: expect.stringMatching(says) })
      expect(server.seen).toHaveLength(1 + times)
      expect(await visit('arxiv', { range })).toMatchObject({ outcome: 'done', papers: { added: 50, unchanged: 0 } })
      expect(await storedIds()).toEqual(sorted(papers))
    },
  )

  it('that answers less than yesterday takes nothing away', async () => {
    await visit('arxiv')
    const before = await db.prisma.paper.findMany({ orderBy: { id: 'asc' } })
    expect(before).toHaveLength(250)
    played = { ...played, papers: papers.slice(0, 3).map(paper => ({ ...paper, authors: [], categories: ['cs.CL'] })) }
    time.pass(3 * 3600 * SECOND)
    expect(await visit('arxiv')).toMatchObject({ outcome: 'done', papers: { added: 0, changed: 0 } })
    played = { ...played, papers: [] }
    time.pass(24 * 3600 * SECOND)
    expect(await visit('arxiv')).toMatchObject({ outcome: 'done', papers: { added: 0, changed: 0 } })
    expect(await db.prisma.paper.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
  })

  it('takes what others speak of and is not here, with what was observed until then', async () => {
    const old: Made = { id: '2401.00001', published: '2024-01-01T10:00:00Z', title: 'Attention of long ago' }
    played = { ...played, papers: [...papers, old], points: { [old.id]: 77 } }
    expect(await visit('hacker-news')).toMatchObject({ outcome: 'done', observations: 1 })
    expect(await visit('arxiv')).toMatchObject({ outcome: 'done', papers: { added: 251 } })
    expect(await db.prisma.observation.findMany()).toMatchObject([{ arxivId: old.id, signal: 'points', value: 77 }])
  })
})

/** "Billion laughs": a gigabyte once its entities are put in. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "ha">${levels.join('')}]><feed><title>&l9;</title></feed>`
}

describe('arXiv’s OAI-PMH', () => {
  // Twenty-five records a page, and six more than a page on each of five days.
  const records = Array.from({ length: 5 }, (_, day) =>
    papersOf(`2026-11-${16 + day}`, 31).map(paper => ({ ...paper, stamp: `2026-11-${16 + day}` })),
  ).flat()
  const days = { range: { from: '2026-11-16', until: '2026-11-20' } }
  const PAGES = Math.ceil(records.length / 25)
  beforeEach(() => {
    played = { ...played, records }
  })

  it('whose token expires begins again at the day that was reached: nothing missed, nothing twice', async () => {
    server.misbehave(null, null, null, FAULTS.text(oaiError('badResumptionToken')))
    const report = await visit('arxiv-oai', days)
    expect(report).toMatchObject({ outcome: 'done', error: null, papers: { added: records.length } })
    // What came twice is of the day that was reached.
    expect(report.papers.unchanged).toBeLessThan(31)
    expect(report.papers.unchanged).toBeGreaterThan(0)
    expect(await storedIds()).toEqual(sorted(records))
    expect(server.seen[4]!.path).toContain('from=2026-11-18')
  })

  it('that refuses its own tokens again and again is left, and the next visit goes on at the day that was reached', async () => {
    const refused = FAULTS.text(oaiError('badResumptionToken'))
    server.misbehave(null, null, refused, null, refused, null, refused, null, refused)
    const failed = await visit('arxiv-oai', days)
    expect(failed).toMatchObject({
      outcome: 'failed',
      error: expect.stringMatching(/^arXiv's OAI service refused its own resumption tokens 4 times at 2026-11-17\.$/),
    })
    expect(await visit('arxiv-oai', days)).toMatchObject({ outcome: 'done' })
    expect(await storedIds()).toEqual(sorted(records))
  })

  it.each<[name: string, fault: Fault, says: RegExp]>([
    [
      'an error within 200',
      FAULTS.text(oaiError('badArgument')),
      /^The answer of arXiv's OAI service is the error badArgument \(because\)\.$/,
    ],
    [
      'malformed XML',
      FAULTS.text('<OAI-PMH><ListRecords></OAI-PMH>'),
      /^The answer of arXiv's OAI service is not well-formed XML/,
    ],
    ['an entity bomb', FAULTS.text(bomb()), /is not well-formed XML \(it has a DOCTYPE\)\.$/],
    [
      'the same page twice',
      (request, response) => FAULTS.text(pageFrom('2026-11-16'))(request, response, { body: '' }),
      /^arXiv's OAI service gave the same page twice \(oai:arXiv\.org:2611\.16000 25\)\.$/,
    ],
  ])('that gives %s is left with what it said, and the next visit goes on', async (_, fault, says) => {
    server.misbehave(null, fault)
    const failed = await visit('arxiv-oai', days)
    expect(failed).toMatchObject({ outcome: 'failed', papers: { added: 25 }, error: expect.stringMatching(says) })
    expect(await visit('arxiv-oai', days)).toMatchObject({
      outcome: 'done',
      papers: { added: records.length - 25, unchanged: 0 },
      requests: PAGES - 1,
    })
    expect(await storedIds()).toEqual(sorted(records))
  })
})

const pageFrom = (day: string) =>
  answerAsServices(played, new URL(`${server.url}/oai?from=${day}&until=2026-11-20`)).body

describe('sources of signals', () => {
  const coded = papersOf(DAY, 2).map((paper, i) => ({ ...paper, comment: `Code: https://github.com/ada/engine-${i}` }))
  const values = async () =>
    (await db.prisma.observation.findMany({ orderBy: [{ arxivId: 'asc' }, { signal: 'asc' }] })).map(
      ({ arxivId, signal, value }) => [arxivId, signal, value],
    )

  it('are asked about the papers that are here, and say nothing of what they do not know', async () => {
    played = { ...played, papers: coded, stars: { 'ada/engine-0': 12 }, citations: { [coded[1]!.id]: 3 } }
    await visit('arxiv')
    expect(await visit('github')).toMatchObject({ outcome: 'done', requests: 2, observations: 1 })
    expect(await visit('openalex')).toMatchObject({ outcome: 'done', requests: 2, observations: 1 })
    expect(await values()).toEqual([
      [coded[0]!.id, 'githubStars', 12],
      [coded[1]!.id, 'citations', 3],
    ])
    // Asked, though one knew nothing: not again at once.
    expect(await visit('github')).toMatchObject({ outcome: 'done', requests: 0 })
  })

  it('that tell stars at second hand are listened to only where GitHub is not followed', async () => {
    const item = { numComments: 1, paper: { id: coded[0]!.id, upvotes: 5, githubStars: 900 } }
    played = { ...played, days: { '2026-11-25': JSON.stringify([item]) } }
    const signals = async () => (await values()).map(([, signal]) => signal)
    await visit('hugging-face', { followed: ['hugging-face', 'github'] })
    expect(await signals()).toEqual(['comments', 'upvotes'])
    time.pass(3600 * SECOND)
    await visit('hugging-face', { followed: ['hugging-face'] })
    expect(new Set(await signals())).toEqual(new Set(['comments', 'githubStars', 'upvotes']))
  })

  it('whose hour is used up go on with the next one', async () => {
    const many = papersOf(DAY, 60).map((paper, i) => ({
      ...paper,
      comment: `Code: https://github.com/ada/engine-${i}`,
    }))
    const stars = Object.fromEntries(many.map((_, i) => [`ada/engine-${i}`, i]))
    played = { ...played, papers: many, stars }
    await visit('arxiv')
    server.misbehave(
      ...Array.from({ length: 5 }, () => null),
      FAULTS.status(
        403,
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800' },
        '{"message":"API rate limit exceeded"}',
      ),
    )
    expect(await visit('github')).toMatchObject({
      outcome: 'failed',
      observations: 5,
      error: expect.stringMatching(/answered 403 \(API rate limit exceeded\), and asks to be left alone until/),
    })
    time.pass(1800 * SECOND)
    expect(await visit('github')).toMatchObject({ outcome: 'done', observations: 45 })
  })
})

describe('the schedule', () => {
  it('visits those that are followed; one that fails stops no other, and its error stands on /status word for word', async () => {
    played = { ...played, points: { '2401.00001': 77 } }
    const { HF_API_URL, HN_API_URL } = settingsAt(server.url.replace('//', '//ada:secret-word@'))
    db = await openTestDatabase({
      HF_API_URL,
      HN_API_URL,
      SOURCES: 'hugging-face, hacker-news, github',
      GITHUB_TOKEN: 'a-key-of-ours',
    })
    server.misbehave(FAULTS.status(400, {}, '{"error":"Unknown token a-key-of-ours"}'))
    const sources = followedSources()
    await registerSources(sources)
    const jobs = planSchedule(sources).filter(({ name }) => /^ingest (hugging|hacker)/.test(name))
    await runDueJobs(jobs.slice(0, 1), { now: NOW, worker: 'ada', signal: new AbortController().signal })
    await runDueJobs(jobs, { now: NOW, worker: 'ada', signal: new AbortController().signal })
    const { sources: judged } = await findFreshness(new Date())
    expect(judged.map(({ name, state, lastError }) => [name, state, lastError])).toEqual([
      ['github', 'stale', null],
      ['hacker-news', 'fresh', null],
      ['hugging-face', 'failing', expect.stringMatching(/^127\.0\.0\.1:\d+ answered 400 \(Unknown token …\)\.$/)],
    ])
    expect(await db.prisma.observation.findMany()).toMatchObject([{ arxivId: '2401.00001', value: 77 }])
  })

  it('knows of no source that lacks a setting, and says which one when it is named', async () => {
    const known = { ...env(), SOURCES: 'all' }
    const names = (settings: typeof known) => followedSources(settings).map(({ name }) => name)
    expect(names(known)).not.toContain('biorxiv')
    expect(names(known)).not.toContain('arxiv-oai')
    expect(names({ ...known, BIORXIV_URL: server.url })).toContain('biorxiv')
    expect(() => names({ ...known, SOURCES: 'arxiv, biorxiv' })).toThrow(
      'SOURCES names biorxiv, which needs BIORXIV_URL: set that too.',
    )
  })
})

describe('what is said of arXiv', () => {
  it('is what its visits brought', async () => {
    // Submitted from Monday to Tuesday 14:00 in New York, announced on Tuesday at 20:00.
    const before = Array.from({ length: 11 }, (_, i) => papersOf(`2026-11-${13 + i}`, 3)).flat()
    played = { ...played, papers: [...before, ...papersOf('2026-11-24', 7)] }
    await registerSources([sourceOf('arxiv')])
    const line = async () => (await findFreshness(time.now())).freshness
    expect(await line()).toBe('arxiv was not asked yet. Stale: arxiv. Nobody asks the sources: no worker ever ran.')
    await visit('arxiv')
    expect(await line()).toBe('Last announcement: Tue 24 Nov, 7 papers; next expected Wed 20:00 ET.')
    // The next one does not come.
    time.pass(34 * 3600 * SECOND)
    await visit('arxiv')
    expect(await line()).toBe('Last announcement here: Tue 24 Nov, 7 papers; that of Wed 25 Nov is late. Late: arxiv.')
  })
})

describe('without a network', () => {
  it('every source says so, each with what it could not reach, and the papers stay', async () => {
    played = {
      ...played,
      papers: papersOf(DAY, 2).map(paper => ({ ...paper, comment: 'https://github.com/ada/engine' })),
    }
    await visit('arxiv', { range })
    const followed = SOURCES.filter(({ onlyRanges }) => !onlyRanges)
    await registerSources(followed)
    const nowhere = settingsAt('http://ada:secret-word@127.0.0.1:9')
    for (const { name } of followed)
      expect(await visit(name, { settings: nowhere })).toMatchObject({ outcome: 'failed' })
    const { sources, freshness } = await findFreshness(time.now())
    for (const { state, lastError } of sources.filter(({ staleness }) => staleness !== null)) {
      expect([state, lastError]).toEqual(['failing', '127.0.0.1:9 refused the connection, 5 times in a row.'])
    }
    expect(sources.map(({ name }) => name).sort()).toEqual(followed.map(({ name }) => name).sort())
    expect(freshness).toContain('Failing: arxiv, arxiv-rss, biorxiv, github, hacker-news, hugging-face, openalex.')
    expect(await storedIds()).toHaveLength(2)
  })
})
