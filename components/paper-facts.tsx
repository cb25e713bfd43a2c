import { authorHref, categoryHref } from '#lib/domain/feed/places'
import { describeDate } from '#lib/domain/paper/date'
import { ET_AL } from '#lib/domain/paper/merge'
import type { Paper } from '#lib/domain/paper/paper'

/** Who wrote it, when, and where arXiv files it. */
export function PaperFacts({ paper }: { paper: Paper }) {
  const { authors, categories, published, updated } = paper
  const revised = updated && published && updated.slice(0, 10) > published.slice(0, 10)
  return (
    <div className="mt-4 grid gap-1">
      {authors.length > 0 && (
        <ul aria-label="Authors" className="flex flex-wrap gap-x-3">
          {authors.map(author => (
            <li key={author}>
              {author === ET_AL ? (
                author
              ) : (
                <a className="link tap" href={authorHref(author)}>
                  {author}
                </a>
              )}
            </li>
          ))}
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
