import { firstSentences } from '#emails/text'
import { PUBLIC_SIZE, publishPaper } from '#lib/domain/digest/public-issue'
import { TOPICS } from '#lib/domain/topics/taxonomy'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findFreshness } from '#lib/store/freshness'
import { findIssue, findPublished, findRankedAt, saveIssues } from '#lib/store/issues'

/** An abstract is kept as far as the mail shows it: years of issues should stay small. Characters. */
const ABSTRACT = 600

/** So long a date waits for a ranking of its own, in milliseconds; then it takes what there is. */
const WAIT_MS = 2 * 3_600_000

/**
 * Makes the public issues of the date (UTC), of all topics and of each, where there are none yet: what trends or is new and was in none of
 * the last sixty days. They are made once and never change. A date that passed without is not made up later. Answers with what was done in
 * one line, or null.
 */
export async function makePublicIssues(now: Date): Promise<string | null> {
  const date = now.toISOString().slice(0, 10)
  if ((await findIssue(date)) || !(await isTime(date, now))) return null
  const published = await findPublished(date)
  const issues = []
  for (const topic of ['', ...TOPICS.map(({ slug }) => slug)]) {
    const papers = await findPapers(topic, date, published.get(topic) ?? [])
    if (topic === '' || papers.length > 0) issues.push({ topic, papers })
  }
  const { freshness } = await findFreshness(now)
  if (!(await saveIssues(date, issues, freshness, now))) return null
  return `Published the issue of ${date}: ${issues[0]!.papers.length} papers, and ${issues.length - 1} topics.`
}

/** The ranking of the day before says nothing about a day. */
async function isTime(date: string, now: Date): Promise<boolean> {
  const midnight = new Date(`${date}T00:00:00Z`)
  const rankedAt = await findRankedAt()
  return (rankedAt !== null && rankedAt >= midnight) || now.getTime() - midnight.getTime() > WAIT_MS
}

async function findPapers(topic: string, date: string, before: Iterable<string>) {
  const papers = await findDigestCandidates({
    window: 'day',
    topics: topic ? [topic] : [],
    subscriberId: null,
    localDate: date,
    limit: topic ? PUBLIC_SIZE.topic : PUBLIC_SIZE.all,
    without: [...before],
    isFirst: false,
  })
  return papers.map(paper => publishPaper({ ...paper, abstract: firstSentences(paper.abstract, ABSTRACT) }, 'day'))
}
