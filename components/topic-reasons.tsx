import { topicName } from '#lib/domain/topics/taxonomy'

export type Reason = { slug: string; words: string[] }

/** The topics of a paper with the words that earned them. */
export function TopicReasons({ reasons }: { reasons: Reason[] }) {
  if (reasons.length === 0) return null
  return (
    <section aria-labelledby="topics" className="mt-8">
      <h2 id="topics" className="font-semibold">
        Topics
      </h2>
      <ul className="mt-2 grid gap-1.5">
        {reasons.map(({ slug, words }) => (
          <li key={slug}>
            <a className="link tap" href={`/topics/${slug}`}>
              {topicName(slug)}
            </a>{' '}
            {/* On a phone as a whole below the topic rather than torn in two. */}
            <span className="inline-block text-muted text-sm">
              {words.length > 0 ? `because of ${words.map(word => `“${word}”`).join(', ')}` : 'given by hand'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
