import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#lib/db'
import { lastAnnouncement } from '#lib/domain/freshness/arxiv-calendar'
import { countAnnounced } from '#lib/store/announcements'
import { findFreshness } from '#lib/store/freshness'
import { claimJob } from '#lib/store/jobs'
import { recordSourceSuccess, registerSources, type SourceRule } from '#lib/store/sources'
import { openTestDatabase } from '#tests/support/database'
import { type PaperSeed, savePapers } from '#tests/support/papers'

const HOUR = 3_600_000
const at = (time: string) => new Date(`2026-11-${time}Z`)

const ARXIV: SourceRule = {
  name: 'arxiv',
  about: 'papers of the query',
  everyMs: HOUR,
  staleness: { kind: 'announced' },
}
const GITHUB: SourceRule = {
  name: 'github',
  about: 'stars',
  everyMs: 6 * HOUR,
  staleness: { kind: 'every', lateMs: 12 * HOUR, staleMs: 48 * HOUR },
}

/** A paper of arXiv's that was submitted at a time. */
const paper = (id: string, published: string | null): PaperSeed => ({ id, arxivId: id, published })

/** arXiv as it stands at a time. */
async function findArxiv(now: Date) {
  const { sources, freshness } = await findFreshness(now)
  const { state, says, nextExpectedAt } = sources.find(({ name }) => name === 'arxiv')!
  return { state, says, nextExpectedAt, freshness }
}

beforeEach(() => openTestDatabase())

describe('the papers of an announcement', () => {
  it('are those of arXiv that were submitted from one closing to the next, to the second', async () => {
    await savePapers([
      paper('2611.00001', '2026-11-18T18:59:59Z'),
      paper('2611.00002', '2026-11-18T19:00:00Z'),
      paper('2611.00003', '2026-11-19T12:00:00Z'),
      paper('2611.00004', '2026-11-19T18:59:59Z'),
      paper('2611.00005', '2026-11-19T19:00:00Z'),
      paper('2611.00006', '2026-11'),
      paper('2611.00007', null),
      { id: 'by-hand', published: '2026-11-19T12:00:00Z' },
    ])
    const thursday = lastAnnouncement(at('20T12:00'))
    const wednesday = lastAnnouncement(at('19T12:00'))
    expect((await countAnnounced([thursday, wednesday])).map(({ date, papers }) => [date, papers])).toEqual([
      ['2026-11-19', 3],
      ['2026-11-18', 1],
    ])
    expect(await countAnnounced([])).toEqual([])
  })
})

describe('a source that is visited', () => {
  it('is there before anybody asked it, and keeps its rule and its past apart', async () => {
    await registerSources([ARXIV, GITHUB])
    await claimJob('digest', 60_000, HOUR, 'ada', at('20T11:59'))
    expect(await findFreshness(at('20T12:00'))).toMatchObject({
      freshness: 'arxiv was not asked yet.',
      workerSeenAt: at('20T11:59'),
      sources: [
        { name: 'arxiv', about: 'papers of the query', state: 'quiet', everyMs: HOUR, lastSuccessAt: null },
        { name: 'github', state: 'quiet', staleness: GITHUB.staleness },
      ],
    })
    await recordSourceSuccess('github', { papers: 0, lastPaperAt: null }, at('20T12:01'))
    await registerSources([ARXIV, { ...GITHUB, about: 'stars of repositories' }])
    const { sources } = await findFreshness(at('20T12:02'))
    expect(sources[1]).toMatchObject({ about: 'stars of repositories', state: 'fresh', lastSuccessAt: at('20T12:01') })
  })

  it('that is visited no more is quiet, like papers loaded by hand', async () => {
    await registerSources([ARXIV, GITHUB])
    await recordSourceSuccess('listing', { papers: 119, lastPaperAt: at('14T12:00') }, at('14T12:00'))
    await registerSources([ARXIV])
    const { sources } = await findFreshness(at('25T12:00'))
    expect(sources.map(({ name, state }) => [name, state])).toEqual([
      ['arxiv', 'stale'],
      ['github', 'quiet'],
      ['listing', 'quiet'],
    ])
  })
})

describe('arXiv', () => {
  it('goes from announcement to announcement, and falls behind by itself', async () => {
    await registerSources([ARXIV])
    await savePapers([
      paper('2611.00001', '2026-11-18T19:00:00Z'),
      paper('2611.00002', '2026-11-19T12:00:00Z'),
      paper('2611.00003', '2026-11-17T20:00:00Z'),
    ])
    await recordSourceSuccess('arxiv', { papers: 3, lastPaperAt: at('20T01:30') }, at('20T01:30'))
    const fresh = 'Last announcement: Thu 19 Nov, 2 papers; next expected Sun 20:00 ET.'
    expect(await findArxiv(at('20T02:00'))).toEqual({
      state: 'fresh',
      says: fresh,
      nextExpectedAt: at('23T01:00'),
      freshness: fresh,
    })
    await recordSourceSuccess('arxiv', { papers: 3, lastPaperAt: null }, at('23T00:30'))
    expect(await findArxiv(at('23T00:40'))).toMatchObject({ state: 'quiet', freshness: fresh })
    expect(await findArxiv(at('23T08:59'))).toMatchObject({ state: 'quiet' })
    const nobody = 'Nobody asked since Sun 22 Nov 19:30 ET: no worker ever ran.'
    expect(await findArxiv(at('23T09:00'))).toEqual({
      state: 'late',
      says: `Last announcement here: Thu 19 Nov, 2 papers; that of Sun 22 Nov is late. ${nobody}`,
      nextExpectedAt: at('24T01:00'),
      freshness:
        'Last announcement here: Thu 19 Nov, 2 papers; that of Sun 22 Nov is late. Late: arxiv. Nobody asks the sources: no worker ever ran.',
    })
    expect(await findArxiv(at('24T09:00'))).toMatchObject({ state: 'stale' })
    await savePapers([paper('2611.00004', '2026-11-23T12:00:00Z')])
    await recordSourceSuccess('arxiv', { papers: 4, lastPaperAt: at('24T09:10') }, at('24T09:10'))
    expect(await findArxiv(at('24T09:11'))).toMatchObject({
      state: 'fresh',
      freshness: 'Last announcement: Mon 23 Nov, 1 paper; next expected Tue 20:00 ET.',
    })
  })

  it('fails with its error word for word, whatever that holds', async () => {
    await registerSources([ARXIV])
    await recordSourceSuccess('arxiv', { papers: 0, lastPaperAt: null }, at('20T11:00'))
    const lastError = 'arXiv answered 503: <title>"Rate exceeded."</title>; DROP TABLE paper -- ’'
    const { prisma } = await database()
    await prisma.sourceState.update({ where: { name: 'arxiv' }, data: { lastError, lastAttemptAt: at('20T12:00') } })
    const { sources } = await findFreshness(at('20T12:01'))
    expect(sources[0]).toMatchObject({ state: 'failing', lastError })
    expect(sources[0]!.says).toMatch('The last attempt failed Fri 20 Nov 07:00 ET. ')
  })
})
