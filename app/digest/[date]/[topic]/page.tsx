import type { Metadata } from 'next'
import { setStatus } from '#app/http-status'
import { NoSuchTopic } from '#components/missing'
import { describeDay, isIssueDate } from '#lib/domain/digest/issue-path'
import { findTopic } from '#lib/domain/topics/taxonomy'
import { guarded } from '../../../guarded.tsx'
import { issueFeeds } from '../../issue-feeds.ts'
import { showIssue } from '../../issue-page.tsx'

type Props = { params: Promise<{ date: string; topic: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { date, topic: slug } = await params
  const topic = findTopic(slug)
  if (!topic || !isIssueDate(date)) return {}
  return { title: `${topic.name}: the digest of ${describeDay(date)}`, alternates: issueFeeds(slug) }
}

export default guarded(async function TopicIssuePage({ params }: Props) {
  const { date, topic } = await params
  if (findTopic(topic)) return showIssue(date, topic)
  await setStatus(404)
  return <NoSuchTopic />
})
