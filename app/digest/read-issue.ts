import { now } from '#lib/clock'
import { isIssueDate } from '#lib/domain/digest/issue-path'
import type { PublicIssue } from '#lib/domain/digest/public-issue'
import { findIssue, findIssueTopics, findNeighbours } from '#lib/store/issues'

type Around = { neighbours: { before: string | null; after: string | null } }

/** What an address asks for: an issue, a date that has none, or nothing that could be a date. */
export type ReadIssue =
  | ({ kind: 'issue'; issue: PublicIssue; topics: { slug: string; count: number }[] } & Around)
  | ({ kind: 'none'; date: string; when: 'past' | 'today' | 'future' } & Around)
  | { kind: 'nonsense' }

export async function readIssue(date: string, topic = ''): Promise<ReadIssue> {
  if (!isIssueDate(date)) return { kind: 'nonsense' }
  const issue = await findIssue(date, topic)
  const neighbours = await findNeighbours(date)
  if (issue) return { kind: 'issue', issue, topics: await findIssueTopics(date), neighbours }
  const today = now().toISOString().slice(0, 10)
  const when = date === today ? 'today' : date < today ? 'past' : 'future'
  return { kind: 'none', date, when, neighbours }
}
