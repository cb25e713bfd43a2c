import { authorHref, categoryHref } from '#lib/domain/feed/places'
import { describeDate } from '#lib/domain/paper/date'
import { ET_AL } from '#lib/domain/paper/merge'
import type { Paper } from '#lib/domain/paper/paper'

const SHOWN_AUTHORS = 12

/** Who wrote it, when, and where arXiv files it. */
export function PaperFacts({ paper }: { paper: Paper }) {
  const { authors, categories, published, updated } = paper
  // One more is not worth a click.
  const shown = authors.length <= SHOWN_AUTHORS + 1 ? authors.length : SHOWN_AUTHORS
  const [first, rest] = [authors.slice(0, shown), authors.slice(shown)]
  const revised = updated && published && updated.slice(0, 10) > published.slice(0, 10)
  return (
    <div className="mt-4 grid gap-1">
      {authors.length > 0 && (
        <ul aria-label="Authors" className="wrap-anywhere flex flex-wrap gap-x-3">
          {toAuthors(first)}
          {rest.length > 0 && (
            <li>
              <details className="open:basis-full">
                <summary className="tap text-muted">
                  and {rest.length} more {rest.length === 1 ? 'author' : 'authors'}
                </summary>
                <ul className="flex flex-wrap gap-x-3">{toAuthors(rest)}</ul>
              </details>
            </li>
          )}
        </ul>
      )}
      <p className="flex flex-wrap items-center gap-x-4 text-muted text-sm">
        {published ? (
          <time dateTime={published}>{describeDate(published)}</time>
        ) : (
          <span>Date of publication not known</span>
        )}
        {revised && (
          <span>
            revised <time dateTime={updated}>{describeDate(updated)}</time>
          </span>
        )}
        {categories.map(category => (
          <a key={category} className="link tap" href={categoryHref(category)}>
            {category}
          </a>
        ))}
      </p>
    </div>
  )
}

const toAuthors = (authors: string[]) =>
  authors.map((author, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two authors may have one name.
    <li key={i}>
      {author === ET_AL ? (
        author
      ) : (
        <a className="link tap" href={authorHref(author)}>
          <bdi>{author}</bdi>
        </a>
      )}
    </li>
  ))
