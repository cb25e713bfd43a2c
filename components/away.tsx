import { TryAgain } from './try-again.tsx'

/** What a reader sees where the database does not answer: `reads` where there is a copy of it to read from, and only changes have to wait. */
export function Away({ reads }: { reads: boolean }) {
  return (
    <div className="py-8">
      <h1 className="page-title">{reads ? 'Changes have to wait a little.' : 'The papers are out of reach.'}</h1>
      <p className="mt-3">
        The database of this place does not answer at this moment. Nothing is lost: come back in a few minutes and try
        again. Whether something that was just being saved was saved will show then.
      </p>
      <TryAgain />
      <p className="mt-6 text-muted">
        Until then there is reading to do, {reads ? 'beginning with ' : 'at '}
        {reads ? (
          <a className="link" href="/">
            what is trending
          </a>
        ) : (
          <a className="link" href="https://arxiv.org/list/cs.LG/recent">
            arXiv
          </a>
        )}
        .
      </p>
    </div>
  )
}
