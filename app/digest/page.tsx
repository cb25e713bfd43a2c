import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { Search } from '#app/view'
import { IssueList } from '#components/issue-list'
import { isIssueDate } from '#lib/domain/digest/issue-path'
import { findIssueDates } from '#lib/store/issues'
import { guarded } from '../guarded.tsx'
import { issueFeeds } from './issue-feeds.ts'

const SHOWN = 30

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  return {
    title: 'The digest',
    description: 'What trends among transformer papers, once a day: every issue, as it was made.',
    alternates: issueFeeds(),
  }
}

export default guarded(async function DigestPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [asked] = [(await searchParams).before].flat()
  const before = asked && isIssueDate(asked) ? asked : '9999'
  const { issues, more } = await findIssueDates(before, SHOWN)
  return (
    <>
      <h1 className="page-title">The digest</h1>
      <p className="mt-2 mb-8 text-muted">
        What trends, once a day (UTC), each issue as it was made; never the same paper twice.{' '}
        <a className="link" href="/subscribe">
          Get it by mail
        </a>
        , about what you choose, or as{' '}
        <a className="link" href="/digest/feed.xml">
          RSS
        </a>{' '}
        or{' '}
        <a className="link" href="/digest/feed.json">
          JSON Feed
        </a>
        .
      </p>
      {issues.length > 0 ? (
        <IssueList issues={issues} />
      ) : (
        <p>
          {before === '9999'
            ? 'There is no issue yet: the first is made once the sources have been asked and papers are ranked, within an hour.'
            : 'There are no older issues.'}
        </p>
      )}
      {more && (
        <p className="mt-6">
          <a className="link" rel="next" href={`/digest?before=${issues.at(-1)!.date}`}>
            Older issues →
          </a>
        </p>
      )}
    </>
  )
})
