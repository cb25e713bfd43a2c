import { topicName } from '#lib/domain/topics/taxonomy'

/** The topics of a paper, each leading to its page. */
export function TopicLinks({ slugs }: { slugs: string[] }) {
  if (slugs.length === 0) return null
  return (
    <ul aria-label="Topics" className="flex flex-wrap gap-x-4 text-muted text-sm lg:gap-y-1">
      {slugs.map(slug => (
        <li key={slug}>
          <a href={`/topics/${slug}`} className="link tap">
            {topicName(slug)}
          </a>
        </li>
      ))}
    </ul>
  )
}
