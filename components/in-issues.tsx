import { describeDay, issuePath } from '#lib/domain/digest/issue-path'
import { topicName } from '#lib/domain/topics/taxonomy'

/** The public issues that a paper was in, newest first. */
export function InIssues({ issues }: { issues: { date: string; topic: string }[] }) {
  if (issues.length === 0) return null
  return (
    <ul aria-label="Issues of the digest" className="mt-2 grid gap-1 text-sm">
      {issues.map(({ date, topic }) => (
        <li key={date}>
          <a className="link tap text-muted" href={issuePath(date, topic)}>
            In the digest of {topic && `${topicName(topic)}, `}
            {describeDay(date)}
          </a>
        </li>
      ))}
    </ul>
  )
}
