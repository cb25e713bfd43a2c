import { describeDay, issuePath } from '#lib/domain/digest/issue-path'

/** What a reader finds at a date without an issue: why there is none, and the nearest there are. */
export function NoIssue(props: {
  date: string
  when: 'past' | 'today' | 'future'
  neighbours: { before: string | null; after: string | null }
}) {
  const { date, when, neighbours } = props
  const nearest = [neighbours.before, neighbours.after].filter(day => day !== null)
  return (
    <div className="py-8">
      <h1 className="page-title">There is no issue of {describeDay(date)}</h1>
      <p className="mt-3">{WHY[when]}</p>
      <ul className="mt-6">
        {nearest.map(day => (
          <li key={day}>
            <a className="link" href={issuePath(day)}>
              {describeDay(day)}
            </a>
          </li>
        ))}
        <li>
          <a className="link" href="/digest">
            All issues
          </a>
        </li>
      </ul>
    </div>
  )
}

const WHY = {
  past: 'Nothing was published on that day, because this site was not running. What trended then is not made up afterwards.',
  today: 'It is made once this day (UTC) has its first ranking, usually within a quarter of an hour after midnight.',
  future: 'That day has not begun yet, by UTC.',
}
