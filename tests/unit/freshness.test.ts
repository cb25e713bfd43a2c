import { describe, expect, it } from 'vitest'
import { announcementsToCount } from '#lib/domain/freshness/announced'
import { describeFreshness } from '#lib/domain/freshness/describe'
import type { Freshness, SourceFacts, Surroundings } from '#lib/domain/freshness/freshness'
import { judgeSource } from '#lib/domain/freshness/judge'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** An instant of the time that people in New York had on their clocks, in November: five hours behind UTC. */
const et = (time: string) => new Date(`${time.replace(' ', 'T')}:00-05:00`)

const NEVER = {
  lastAttemptAt: null,
  lastSuccessAt: null,
  idleAt: null,
  lastPaperAt: null,
  lastError: null,
  failuresInARow: 0,
}
const ARXIV: SourceFacts = { ...NEVER, name: 'arxiv', staleness: { kind: 'announced' }, everyMs: HOUR, papers: 0 }
const HF: SourceFacts = {
  ...ARXIV,
  name: 'huggingface',
  staleness: { kind: 'every', lateMs: 12 * HOUR, staleMs: 48 * HOUR },
  everyMs: 6 * HOUR,
}
const LISTING: SourceFacts = { ...NEVER, name: 'listing', staleness: null, everyMs: null, papers: 119 }

/** What surrounds a source at an instant. `papers`: how many are here of the announcement of a date; a worker runs. */
function around(now: Date, answeredAt: Date | null, papers: Record<string, number> | number): Surroundings {
  const announced = announcementsToCount(answeredAt, now).map(each => ({
    ...each,
    papers: typeof papers === 'number' ? papers : (papers[each.date] ?? 0),
  }))
  return { now, workerSeenAt: new Date(now.getTime() - MINUTE), announced }
}

const answered = (at: Date) => ({ lastAttemptAt: at, lastSuccessAt: at })

/** How arXiv is judged that answered at a time, all announcements but `missing` being here with 214 papers each. */
function arxivAt(now: string, success: string, missing: string[] = [], changes: Partial<SourceFacts> = {}) {
  const answeredAt = et(success)
  const surroundings = around(et(now), answeredAt, 214)
  for (const each of surroundings.announced) if (missing.includes(each.date)) each.papers = 0
  return judgeSource({ ...ARXIV, ...answered(answeredAt), ...changes }, surroundings)
}

describe('arXiv, asked every hour by a worker', () => {
  it.each<[string, string, string[], Freshness, string]>([
    [
      '2026-11-19 21:00',
      '2026-11-19 20:40',
      [],
      'fresh',
      'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
    [
      '2026-11-20 12:00',
      '2026-11-20 11:40',
      [],
      'fresh',
      'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
    // A weekend.
    [
      '2026-11-20 20:00',
      '2026-11-20 19:40',
      [],
      'quiet',
      'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
    [
      '2026-11-22 19:59',
      '2026-11-22 19:40',
      [],
      'quiet',
      'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
    // Announced, and not there yet.
    [
      '2026-11-22 20:00',
      '2026-11-22 19:40',
      ['2026-11-22'],
      'quiet',
      'Last announcement here: Thu 19 Nov, 214 papers; that of Sun 22 Nov 20:00 ET is awaited.',
    ],
    [
      '2026-11-23 03:59',
      '2026-11-23 03:40',
      ['2026-11-22'],
      'quiet',
      'Last announcement here: Thu 19 Nov, 214 papers; that of Sun 22 Nov 20:00 ET is awaited.',
    ],
    [
      '2026-11-23 03:59',
      '2026-11-23 03:40',
      [],
      'fresh',
      'Last announcement: Sun 22 Nov, 214 papers; next expected Mon 20:00 ET.',
    ],
    [
      '2026-11-23 04:00',
      '2026-11-23 03:40',
      ['2026-11-22'],
      'late',
      'Last announcement here: Thu 19 Nov, 214 papers; that of Sun 22 Nov is late. Last answer: Mon 23 Nov 03:40 ET, and it had none of that.',
    ],
    [
      '2026-11-24 03:59',
      '2026-11-24 03:40',
      ['2026-11-22', '2026-11-23'],
      'late',
      'Last announcement here: Thu 19 Nov, 214 papers; that of Sun 22 Nov is late. Last answer: Tue 24 Nov 03:40 ET, and it had none of that.',
    ],
    [
      '2026-11-24 04:00',
      '2026-11-24 03:40',
      ['2026-11-22', '2026-11-23'],
      'stale',
      'Last announcement here: Thu 19 Nov, 214 papers; 2 since are missing. Last answer: Tue 24 Nov 03:40 ET, and it had none of that.',
    ],
    // What came after a gap is what counts.
    [
      '2026-11-24 04:00',
      '2026-11-24 03:40',
      ['2026-11-22'],
      'fresh',
      'Last announcement: Mon 23 Nov, 214 papers; next expected Tue 20:00 ET.',
    ],
    // Thanksgiving is in the list of 2026.
    [
      '2026-11-26 19:59',
      '2026-11-26 19:40',
      [],
      'fresh',
      'Last announcement: Wed 25 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
    [
      '2026-11-27 12:00',
      '2026-11-27 11:40',
      [],
      'quiet',
      'Last announcement: Wed 25 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
    // The list of 2027 is not known here: nothing on Thanksgiving is no wonder, and something is none either.
    [
      '2027-11-25 12:00',
      '2027-11-25 11:40',
      [],
      'fresh',
      'Last announcement: Wed 24 Nov, 214 papers; next expected Thu 20:00 ET, or Sun 20:00 ET if Thu is a holiday at arXiv.',
    ],
    [
      '2027-11-26 12:00',
      '2027-11-26 11:40',
      ['2027-11-25'],
      'quiet',
      'Last announcement here: Wed 24 Nov, 214 papers; Thu 25 Nov may be a holiday at arXiv; next expected Sun 20:00 ET.',
    ],
    [
      '2027-11-26 12:00',
      '2027-11-26 11:40',
      [],
      'fresh',
      'Last announcement: Thu 25 Nov, 214 papers; next expected Sun 20:00 ET.',
    ],
  ])('at %s, having answered at %s, without %j, is %s', (now, success, missing, state, says) => {
    expect(arxivAt(now, success, missing)).toMatchObject({ state, says })
  })
})

describe('arXiv, where something is not as it should be', () => {
  /** The worker died on Thursday evening, when all was here. */
  const abandoned = (now: string) => {
    const diedAt = et('2026-11-19 22:10')
    const papers = { '2026-11-19': 214, '2026-11-18': 230, '2026-11-17': 190 }
    return judgeSource({ ...ARXIV, ...answered(diedAt) }, { ...around(et(now), diedAt, papers), workerSeenAt: diedAt })
  }

  it('becomes late and stale by itself where nobody asks, and says so', () => {
    expect(abandoned('2026-11-20 22:09').state).toBe('quiet')
    const late = 'Nobody asked since Thu 19 Nov 22:10 ET: no worker has run since Thu 19 Nov 22:10 ET.'
    expect(abandoned('2026-11-20 22:10')).toMatchObject({
      state: 'late',
      unasked: true,
      says: `Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET. ${late}`,
    })
    expect(abandoned('2026-11-22 22:10')).toMatchObject({ state: 'stale', unasked: true })
    expect(abandoned('2027-03-01 12:00')).toMatchObject({
      state: 'stale',
      says: `Last announcement here: Thu 19 Nov, 214 papers; more than 20 since are missing. ${late}`,
    })
  })

  it('fails at once, and says what is still true', () => {
    const error = 'arXiv answered 503 for 10 minutes: "Rate exceeded."'
    const failed = { lastAttemptAt: et('2026-11-20 12:00'), lastError: error }
    expect(arxivAt('2026-11-20 12:01', '2026-11-20 11:00', [], { ...failed, failuresInARow: 1 })).toMatchObject({
      state: 'failing',
      says: `The last attempt failed Fri 20 Nov 12:00 ET. Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.`,
      line: 'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.',
    })
    expect(arxivAt('2026-11-20 12:01', '2026-11-20 11:00', [], { ...failed, failuresInARow: 3 }).says).toMatch(
      'The last 3 attempts failed, the latest Fri 20 Nov 12:00 ET. Last announcement: Thu',
    )
  })

  it('takes no papers for no papers only where that was seen before', () => {
    const now = et('2026-11-24 12:00')
    const asked = { ...ARXIV, ...answered(et('2026-11-24 11:40')) }
    const wide = { '2026-11-22': 101, '2026-11-19': 214, '2026-11-18': 230 }
    expect(judgeSource(asked, around(now, asked.lastSuccessAt, wide)).state).toBe('late')
    const narrow = { '2026-11-22': 1, '2026-11-18': 2 }
    expect(judgeSource(asked, around(now, asked.lastSuccessAt, narrow))).toMatchObject({
      state: 'fresh',
      says: 'Last announcement: Mon 23 Nov, no paper that fits; next expected Tue 20:00 ET.',
    })
    // However narrow: of what arXiv was not asked for, nobody knows that there was none.
    const early = { ...ARXIV, ...answered(et('2026-11-23 20:05')) }
    expect(judgeSource(early, around(now, early.lastSuccessAt, narrow)).state).toBe('late')
    // Papers that came by other ways do not make up for it either.
    const before = { ...ARXIV, ...answered(et('2026-11-23 19:40')) }
    expect(judgeSource(before, around(now, before.lastSuccessAt, 214))).toMatchObject({
      state: 'late',
      says: expect.stringMatching(/^Last announcement here: Sun 22 Nov, 214 papers; that of Mon 23 Nov is late\./),
    })
  })

  it('does not come to terms with emptiness, however long it lasts', () => {
    const success = et('2026-11-24 11:40')
    const empty = around(et('2026-11-24 12:00'), success, 0)
    expect(judgeSource({ ...ARXIV, ...answered(success) }, empty)).toMatchObject({
      state: 'stale',
      says: 'No announcement of arXiv’s is here; more than 20 since are missing. Last answer: Tue 24 Nov 11:40 ET, and it had none of that.',
    })
  })

  it('is awaited while it is asked for the first time, and not longer', () => {
    const asking = { ...ARXIV, lastAttemptAt: et('2026-11-24 12:00') }
    const at = (now: string) => judgeSource(asking, around(et(now), null, 0))
    expect(at('2026-11-24 12:20')).toMatchObject({
      state: 'quiet',
      line: 'No announcement of arXiv’s is here: it never answered to the end.',
    })
    expect(at('2026-11-24 20:00').state).toBe('stale')
  })

  it('says that it was never asked, and that nobody is there who would', () => {
    const now = et('2026-11-24 12:00')
    expect(judgeSource(ARXIV, around(now, null, 0))).toMatchObject({
      state: 'quiet',
      says: 'Not asked yet; the worker does that next.',
    })
    expect(judgeSource(ARXIV, { ...around(now, null, 0), workerSeenAt: null })).toMatchObject({
      state: 'stale',
      says: 'Never asked: no worker ever ran.',
      unasked: true,
    })
  })

  it('says that a clock is wrong', () => {
    expect(arxivAt('2026-11-20 12:00', '2026-11-20 12:05')).toMatchObject({ state: 'fresh' })
    expect(arxivAt('2026-11-20 12:00', '2026-11-21 12:00')).toMatchObject({
      state: 'stale',
      says: expect.stringMatching(
        /^Its last answer is noted for Sat 21 Nov 12:00 ET, which is still to come: a clock is/,
      ),
    })
  })
})

describe('a source that is asked every six hours', () => {
  const success = et('2026-11-20 12:00')
  const at = (now: string, changes: Partial<SourceFacts> = {}, workerSeenAt: Date | null = et(now)) =>
    judgeSource({ ...HF, ...answered(success), ...changes }, { now: et(now), workerSeenAt, announced: [] })

  it('is judged by its last answer', () => {
    expect(at('2026-11-20 12:00')).toEqual({
      state: 'fresh',
      says: 'Last answer: Fri 20 Nov 12:00 ET; next expected Fri 18:00 ET.',
      line: '',
      unasked: false,
      nextExpectedAt: et('2026-11-20 18:00'),
    })
    expect(at('2026-11-20 23:59')).toMatchObject({
      state: 'fresh',
      says: 'Last answer: Fri 20 Nov 12:00 ET; next was expected Fri 18:00 ET.',
    })
    expect(at('2026-11-21 00:00', { lastAttemptAt: et('2026-11-20 23:50') })).toMatchObject({
      state: 'late',
      says: 'Last answer: Fri 20 Nov 12:00 ET. Asked again Fri 20 Nov 23:50 ET.',
      unasked: false,
    })
    expect(at('2026-11-22 11:59').state).toBe('late')
    expect(at('2026-11-22 12:00').state).toBe('stale')
  })

  it('says why nobody asks', () => {
    expect(at('2026-11-23 12:00').says).toMatch(
      /^Nobody asked since Fri 20 Nov 12:00 ET: a worker runs and does not\.$/,
    )
    expect(at('2026-11-23 12:00', {}, null).says).toMatch(/: no worker ever ran\.$/)
    expect(at('2026-11-23 12:00', {}, success).says).toMatch(/: no worker has run since Fri 20 Nov 12:00 ET\.$/)
  })

  it('is quiet while it is asked for the first time, and then not', () => {
    const first = { lastSuccessAt: null, idleAt: null, lastAttemptAt: et('2026-11-20 12:00') }
    expect(at('2026-11-20 12:01', first)).toMatchObject({ state: 'quiet', nextExpectedAt: null })
    expect(at('2026-11-21 12:00', first).state).toBe('late')
  })
})

describe('papers that were loaded by hand', () => {
  it('are quiet, and say since when', () => {
    const loaded = { ...LISTING, lastPaperAt: et('2026-11-20 12:00') }
    expect(judgeSource(loaded, around(et('2029-01-01 12:00'), null, 0))).toMatchObject({
      state: 'quiet',
      says: '119 papers, loaded on 20 Nov 2026; it does not change by itself.',
      nextExpectedAt: null,
    })
  })
})

describe('all sources in one line', () => {
  const now = et('2026-11-20 12:00')
  const success = et('2026-11-20 11:40')
  const line = (facts: SourceFacts[], workerSeenAt: Date | null = now) => {
    const surroundings = { ...around(now, success, 214), workerSeenAt }
    return describeFreshness(
      facts.map(each => ({ ...each, ...judgeSource(each, surroundings) })),
      surroundings,
    )
  }
  const arxiv = { ...ARXIV, ...answered(success) }
  const loaded = { ...LISTING, lastPaperAt: et('2026-11-14 12:00') }

  it('begins with what readers want to know, and names whatever is in trouble', () => {
    const fresh = 'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.'
    const github = { ...HF, name: 'github', ...answered(success), lastError: 'it said 403', failuresInARow: 2 }
    const old = { ...HF, ...answered(et('2026-11-19 12:00')), lastAttemptAt: success }
    expect(line([arxiv, loaded])).toBe(fresh)
    expect(line([arxiv, github, old, loaded])).toBe(`${fresh} Failing: github. Late: huggingface.`)
    expect(line([{ ...arxiv, lastError: 'it said 503', failuresInARow: 1 }])).toBe(`${fresh} Failing: arxiv.`)
  })

  it('tells of arXiv once, by the way of asking it that does best', () => {
    const feed = { ...arxiv, name: 'arxiv-rss', ...answered(et('2026-11-19 12:00')), lastAttemptAt: success }
    const fresh = 'Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.'
    expect(line([feed, arxiv])).toBe(`${fresh} Late: arxiv-rss.`)
    expect(
      line([
        { ...arxiv, lastError: 'it said 503' },
        { ...arxiv, name: 'arxiv-rss' },
      ]),
    ).toBe(`${fresh} Failing: arxiv.`)
  })

  it('says when nobody asks the sources', () => {
    expect(line([ARXIV, loaded], null)).toBe(
      'arxiv was not asked yet. Stale: arxiv. Nobody asks the sources: no worker ever ran.',
    )
    expect(line([ARXIV, loaded])).toBe('arxiv was not asked yet.')
    // Whoever calls ingest from a timer of his own needs no worker.
    expect(line([arxiv], null)).toBe('Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.')
  })

  it('has a word for an installation without arXiv, and for one that knows nothing', () => {
    expect(line([loaded])).toBe(
      'Source listing (quiet): 119 papers, loaded on 14 Nov 2026; it does not change by itself.',
    )
    expect(line([{ ...HF, ...answered(success) }])).toBe('All sources answer as expected.')
    expect(line([])).toBe('No source has been loaded yet.')
  })
})
