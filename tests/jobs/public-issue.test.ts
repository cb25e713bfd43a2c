import { beforeEach, describe, expect, it } from 'vitest'
import { makePublicIssues } from '#jobs/public-issue'
import { planSchedule } from '#jobs/schedule'
import { database } from '#lib/db'
import { renderIssueRss } from '#lib/domain/feed/issue-feed'
import { findIssueContext } from '#lib/store/issue-context'
import {
  findIssue,
  findIssueDates,
  findIssuesOf,
  findIssueTopics,
  findNeighbours,
  findNewestIssues,
  saveIssues,
} from '#lib/store/issues'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, BERT, MAMBA, savePapers } from '../support/papers.ts'

const DAY = new Date('2026-11-23T03:00:00Z')
const later = (hours: number) => new Date(DAY.getTime() + hours * 3_600_000)
const idsOf = async (date: string, topic = '') => (await findIssue(date, topic))?.papers.map(({ id }) => id) ?? null

/** As if papers were ranked at a time, and something gained. */
const rankAt = async (at: Date) =>
  (await database()).transact([
    { sql: `INSERT OR REPLACE INTO standing VALUES ('attn', 'day', ?, '', 3, 1)`, args: [at.getTime()] },
  ])

beforeEach(async () => {
  await openTestDatabase()
  await savePapers([ATTENTION, BERT, { ...MAMBA, score: 3 }])
  await rankAt(DAY)
})

describe('a public issue', () => {
  it('is made once a day by the schedule, though nobody subscribed', async () => {
    const job = planSchedule([]).find(({ name }) => name === 'public issue')!
    const run = (now: Date) => job.run({ now, worker: 'test', signal: new AbortController().signal })
    expect(await run(DAY)).toBe('Published the issue of 2026-11-23: 2 papers, and 4 topics.')
    expect(await run(later(1))).toBeNull()
    expect(await idsOf('2026-11-23')).toEqual([ATTENTION.id, MAMBA.id])
    expect(await findIssueTopics('2026-11-23')).toEqual(
      ['attention-mechanisms', 'language-modeling', 'machine-translation', 'state-space-models'].map(slug => ({
        slug,
        count: 1,
      })),
    )
    expect((await findIssue('2026-11-23'))?.papers[0]).toMatchObject({
      title: ATTENTION.title,
      authors: ATTENTION.authors,
      trending: '+41 upvotes in 24 h',
    })
  })
  it('stays as it was, whatever becomes of its papers', async () => {
    await makePublicIssues(DAY)
    const before = await findIssue('2026-11-23', 'machine-translation')
    await (await database()).transact([
      `UPDATE paper SET title = 'Changed', withdrawn_at = 1`,
      'DELETE FROM score',
      'DELETE FROM paper WHERE arxiv_id IS NOT NULL',
    ])
    await makePublicIssues(later(2))
    expect(before?.papers).toHaveLength(1)
    expect(await findIssue('2026-11-23', 'machine-translation')).toEqual(before)
  })
  it('never has a paper twice, and says so when that leaves nothing', async () => {
    await makePublicIssues(DAY)
    await savePapers([{ id: 'new', title: 'New', score: 1, topics: ['video'] }])
    await rankAt(later(24))
    await makePublicIssues(later(24))
    expect(await idsOf('2026-11-24')).toEqual(['new'])
    expect(await idsOf('2026-11-24', 'video')).toEqual(['new'])
    // That day had its issue, and this topic no part in it.
    expect(await idsOf('2026-11-24', 'machine-translation')).toEqual([])
    await rankAt(later(48))
    await makePublicIssues(later(48))
    expect(await idsOf('2026-11-25')).toEqual([])
    expect((await findIssueDates('9999', 10)).issues.map(({ date, count, titles }) => [date, count, titles])).toEqual([
      ['2026-11-25', 0, []],
      ['2026-11-24', 1, ['New']],
      ['2026-11-23', 2, [ATTENTION.title, MAMBA.title]],
    ])
  })
  it('is not made up for a day that was missed', async () => {
    await makePublicIssues(DAY)
    await rankAt(later(49))
    await makePublicIssues(later(49))
    expect(await idsOf('2026-11-24')).toBeNull()
    expect(await findNeighbours('2026-11-24')).toEqual({ before: '2026-11-23', after: '2026-11-25' })
  })
  it('is not made of nothing, where no paper came yet', async () => {
    await (await database()).transact(['DELETE FROM paper'])
    expect(await makePublicIssues(DAY)).toBeNull()
  })
  it('waits for the first ranking of its day, but not for ever', async () => {
    expect(await makePublicIssues(later(21.1))).toBeNull()
    expect(await makePublicIssues(later(23.1))).toMatch(/^Published/)
  })
  it('of a new installation waits until its sources were heard, whatever they said, and ranked', async () => {
    const { transact } = await database()
    const minutes = (count: number) => later(count / 60)
    await transact([
      { sql: 'UPDATE paper SET first_seen_at = ?', args: [DAY.getTime()] },
      `INSERT INTO source_state (name, staleness) VALUES ('arxiv', '{"kind":"every","lateMs":1,"staleMs":2}'), ('github', '{"kind":"every","lateMs":1,"staleMs":2}')`,
      `INSERT INTO source_state (name) VALUES ('listing')`,
    ])
    expect(await makePublicIssues(minutes(1))).toBeNull()
    await transact([
      `UPDATE source_state SET last_error = 'no network' WHERE name = 'github'`,
      { sql: `UPDATE source_state SET last_success_at = ? WHERE name = 'arxiv'`, args: [minutes(9).getTime()] },
    ])
    expect(await makePublicIssues(minutes(10))).toBeNull()
    await rankAt(minutes(11))
    expect(await makePublicIssues(minutes(12))).toMatch(/^Published/)
  })
  it('of a new installation does not wait longer than an hour', async () => {
    await (await database()).transact([
      { sql: 'UPDATE paper SET first_seen_at = ?', args: [DAY.getTime()] },
      `INSERT INTO source_state (name, staleness) VALUES ('arxiv', '{"kind":"every","lateMs":1,"staleMs":2}')`,
    ])
    expect(await makePublicIssues(later(0.9))).toBeNull()
    expect(await makePublicIssues(later(1))).toMatch(/^Published/)
  })
  it('cannot be added to by who comes second, not even a topic that had none', async () => {
    await makePublicIssues(DAY)
    const { papers } = (await findIssue('2026-11-23'))!
    expect(
      await saveIssues(
        '2026-11-23',
        [
          { topic: '', papers: [] },
          { topic: 'video', papers },
        ],
        '',
        later(1),
      ),
    ).toBe(false)
    expect(await idsOf('2026-11-23', 'video')).toEqual([])
    expect(await idsOf('2026-11-23')).toEqual(papers.map(({ id }) => id))
  })
  it('is made by one of two that try at once', async () => {
    const made = await Promise.all([makePublicIssues(DAY), makePublicIssues(DAY), makePublicIssues(later(0.1))])
    expect(made.filter(Boolean)).toHaveLength(1)
    expect((await findIssue('2026-11-23'))?.papers).toHaveLength(2)
  })
  it('holds the newest where nothing was seen to gain anything', async () => {
    await (await database()).transact(['DELETE FROM score', 'UPDATE standing SET gained = 0'])
    await makePublicIssues(DAY)
    expect(await idsOf('2026-11-23')).toEqual([MAMBA.id, BERT.id, ATTENTION.id])
  })
})

it('a mail points to the newest issue by its date', async () => {
  expect(await findIssueContext(null, '2026-11-23')).toEqual({ last: null, webDate: null })
  await makePublicIssues(DAY)
  expect((await findIssueContext(null, '2026-11-22')).webDate).toBeNull()
  expect((await findIssueContext(null, '2026-11-24')).webDate).toBe('2026-11-23')
})

it('issues are a feed, an item a day', async () => {
  await savePapers([{ id: 'hostile', title: `<script>"&'</script>`, score: 9, topics: ['video'] }])
  await makePublicIssues(DAY)
  const channel = { site: 'https://attn.test', topic: 'video', self: 'https://attn.test/digest/feed.xml?topic=video' }
  const rss = renderIssueRss({ ...channel, issues: await findNewestIssues('video', 10) })
  expect(rss).toContain('<link>https://attn.test/digest/2026-11-23/video</link>')
  expect(rss).toContain('Video Understanding &amp; Generation: trending on Monday, 23 November 2026')
  expect(rss).not.toContain('<script')
})

it('is found from a paper, under the ids it had before too: that of all topics before that of one, newest first', async () => {
  const { prisma, transact } = await database()
  const of = async (id: string) => findIssuesOf((await prisma.paper.findUniqueOrThrow({ where: { id } })).pk, 2)
  await makePublicIssues(DAY)
  await transact([
    `INSERT INTO issue_paper VALUES ('2026-11-20', 't-bert', '{}'), ('2026-11-20', '${MAMBA.id}', '{}')`,
    `INSERT INTO issue VALUES ('2026-11-20', '', 0, '', '[]'), ('2026-11-20', 'language-modeling', 0, '', '["t-bert"]')`,
    `INSERT INTO paper_alias SELECT 't-bert', pk FROM paper WHERE id = '${BERT.id}'`,
  ])
  expect(await of(ATTENTION.id)).toEqual([{ date: '2026-11-23', topic: '' }])
  expect(await of(BERT.id)).toContainEqual({ date: '2026-11-20', topic: 'language-modeling' })
  expect(await of(MAMBA.id)).toEqual([{ date: '2026-11-23', topic: '' }])
})
