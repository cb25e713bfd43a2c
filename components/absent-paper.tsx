import { SearchForm } from './search-form.tsx'

/** A paper that somebody asked for by its id and that is not here. */
export function AbsentPaper({ arxivId, typed }: { arxivId: string; typed: string }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <SearchForm typed={typed} />
      <div className="border-line border-t pt-8">
        <h1 className="section-title">arXiv:{arxivId} is not here.</h1>
        <p className="mt-3">
          Perhaps it is not a paper about transformers, or not here yet.{' '}
          <a className="link text-accent" href={`https://arxiv.org/abs/${arxivId}`}>
            Read it on arXiv
          </a>
          .
        </p>
        <p className="mt-3 text-muted">
          Or search for its title or its authors, or see what is{' '}
          <a className="link" href="/">
            trending
          </a>
          .
        </p>
      </div>
    </div>
  )
}
