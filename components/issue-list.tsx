import { Fragment } from 'react'
import { describeDay, issuePath } from '#lib/domain/digest/issue-path'
import { readableTex } from '#lib/domain/tex/readable-tex'

/** The dates that have an issue, each with what it begins with. */
export function IssueList({ issues }: { issues: { date: string; count: number; titles: string[] }[] }) {
  return (
    <ol>
      {issues.map(({ date, count, titles }) => (
        <li key={date} className="hung border-line border-t py-4">
          <h2 className="font-semibold text-base">
            <a className="tap hover:underline" href={issuePath(date)}>
              <time dateTime={date}>{describeDay(date)}</time>
            </a>
          </h2>
          <p className="font-serif text-lg">
            {count === 0 ? 'A quiet day' : `${count} ${count === 1 ? 'paper' : 'papers'}: `}
            {titles.map((title, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two papers may have one title.
              <Fragment key={i}>
                {i > 0 && ' · '}
                {/* Whatever its script, it does not turn around the next. */}
                <bdi>{readableTex(title)}</bdi>
              </Fragment>
            ))}
          </p>
        </li>
      ))}
    </ol>
  )
}
