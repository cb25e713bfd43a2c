import { describeDay, issuePath } from '#lib/domain/digest/issue-path'
import { readableTex } from '#lib/domain/tex/readable-tex'

/** The dates that have an issue, each with what it begins with. */
export function IssueList({ issues }: { issues: { date: string; count: number; titles: string[] }[] }) {
  return (
    <ol className="border-line border-t">
      {issues.map(({ date, count, titles }) => (
        <li key={date} className="border-line border-b py-4">
          <h2 className="font-semibold font-serif text-lg">
            <a className="decoration-1 underline-offset-4 hover:underline" href={issuePath(date)}>
              <time dateTime={date}>{describeDay(date)}</time>
            </a>
          </h2>
          <p className="mt-1 text-muted text-sm">
            {count === 0
              ? 'A quiet day'
              : `${count} ${count === 1 ? 'paper' : 'papers'}: ${titles.map(readableTex).join(' · ')}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
