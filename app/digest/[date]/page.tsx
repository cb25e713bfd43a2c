import type { Metadata } from 'next'
import { describeDay, isIssueDate } from '#lib/domain/digest/issue-path'
import { guarded } from '../../guarded.tsx'
import { issueFeeds } from '../issue-feeds.ts'
import { showIssue } from '../issue-page.tsx'

type Props = { params: Promise<{ date: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { date } = await params
  return isIssueDate(date) ? { title: `The digest of ${describeDay(date)}`, alternates: issueFeeds() } : {}
}

export default guarded(async function IssuePage({ params }: Props) {
  return showIssue((await params).date)
})
