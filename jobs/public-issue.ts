import { firstSentences } from '#emails/text'
import { PUBLIC_SIZE, publishPaper } from '#lib/domain/digest/public-issue'
import { TOPICS } from '#lib/domain/topics/taxonomy'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findFreshness, type SourcesFreshness } from '#lib/store/freshness'
import { findFirstSeen, findIssue, findPublished, findRankedAt, saveIssues } from '#lib/store/issues'

/** An abstract is kept as far as the mail shows it: years of issues should stay small. Characters. */
const ABSTRACT = 600

/** So long a date waits for a ranking of its own, in milliseconds; then it takes what there is. */
const WAIT_MS = 2 * 3_600_000

/** So long an installation is new: its sources are still to be heard. Milliseconds. */
const NEW_MS = 3_600_000

/**
 * Makes the public issues of the date (UTC), of all topics and of each, where there are none yet: what trends or is new and was in none of
 * the last sixty days. They are made once and never change. A date that passed without is not made up later. Answers with what was done in
 * one line, or null.
 */
export async function makePublicIssues(now: Date): Promise<string | null> {
  const date = now.toISOString().slice(0, 10)
  if (await findIssue(date)) return null
  const freshness = await findFreshness(now)
  if (!(await isTime(date, freshness, now))) return null
  const published = await findPublished(date)
  const issues = []
  for (const topic of ['', ...TOPICS.map(({ slug }) => slug)]) {
    const papers = await findPapers(topic, date, published.get(topic) ?? [])
    if (topic === '' || papers.length > 0) issues.push({ topic, papers })
  }
  if (!(await saveIssues(date, issues, freshness.freshness, now))) return null
  return `Published the issue of ${date}: ${issues[0]!.papers.length} papers, and ${issues.length - 1} topics.`
}

/**
 * Whether what there is says something about the day: there are papers, they were ranked since midnight, and where the first papers came within this hour, every
 * source that is followed has been heard since, and what it brought was ranked. A day waits for that, but not for ever.
 */
async function isTime(date: string, { sources }: SourcesFreshness, now: Date): Promise<boolean> {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const rankedAt = (await findRankedAt())?.getTime() ?? null
  const firstSeen = await findFirstSeen()
  if (firstSeen === null) return false
  const age = now.getTime() - firstSeen.getTime()
  const followed = sources.filter(({ staleness }) => staleness !== null)
  if (followed.length > 0 && age >= 0 && age < NEW_MS) {
    const answers = followed.map(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? 0)
    const heard = followed.every(({ lastSuccessAt, lastError, idleAt }) => lastSuccessAt ?? lastError ?? idleAt)
    return heard && rankedAt !== null && rankedAt >= Math.max(midnight, ...answers)
  }
  return (rankedAt !== null && rankedAt >= midnight) || now.getTime() - midnight > WAIT_MS
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
