import { setStatus } from '#app/http-status'
import { IssueView } from '#components/issue-view'
import { NothingHere } from '#components/missing'
import { NoIssue } from '#components/no-issue'
import { readIssue } from './read-issue.ts'

/** The page of a date, of all topics ('') or of one. */
export async function showIssue(date: string, topic = '') {
  const read = await readIssue(date, topic)
  if (read.kind === 'issue') return <IssueView {...read} />
  await setStatus(404)
  return read.kind === 'none' ? <NoIssue {...read} /> : <NothingHere />
}
