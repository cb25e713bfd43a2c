import { hrefAt, type Place } from '#lib/domain/feed/places'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { formatSearchBox } from '#lib/domain/query/feed-url'

/** What the reader may have meant, as a link; the words that differ are set apart. */
export function SpellingLine(props: { query: FeedQuery; spelling: FeedQuery | null; place: Place }) {
  const { query, spelling, place } = props
  if (!spelling) return null
  const typed = new Set(formatSearchBox(query).split(' '))
  const words = formatSearchBox(spelling).split(' ')
  return (
    <p>
      Did you mean{' '}
      <a className="link text-accent" href={hrefAt(place, { ...spelling, page: 1 })}>
        {words.map((word, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: words of one text have no identity but their place.
          <span key={i}>
            {i > 0 && ' '}
            {typed.has(word) ? word : <strong>{word}</strong>}
          </span>
        ))}
      </a>
      ?
    </p>
  )
}
