import type { Metadata } from 'next'
import { dayCardPath } from '#app/cards/paths'
import { socialTags } from '#app/social'
import { describeDay, isIssueDate, issuePath } from '#lib/domain/digest/issue-path'
import { guarded } from '../../guarded.tsx'
import { issueFeeds } from '../issue-feeds.ts'
import { showIssue } from '../issue-page.tsx'

type Props = { params: Promise<{ date: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { date } = await params
  if (!isIssueDate(date)) return {}
  const title = `The digest of ${describeDay(date)}`
  const description = 'What gained attention among transformer papers, or was new, on one day.'
  return {
    title,
    description,
    alternates: issueFeeds(),
    ...socialTags({ title, description, path: issuePath(date), card: { path: dayCardPath(date), alt: title } }),
  }
}

export default guarded(async function IssuePage({ params }: Props) {
  return showIssue((await params).date)
})
