import { TryAgain } from './try-again.tsx'

/** What a reader sees when something of ours failed. `retry` tries again in place; otherwise the page is loaded anew. */
export function Broken({ retry }: { retry?: () => void }) {
  return (
    <div className="py-8">
      <h1 className="page-title">Something broke on our side.</h1>
      <p className="mt-3">
        It is not your doing, and it has been written down for whoever runs this place. Most of the time it helps to
        load the page again; if it does not, the{' '}
        <a className="link" href="/status">
          status page
        </a>{' '}
        may say why.
      </p>
      {retry ? (
        <button type="button" className="button-quiet mt-6" onClick={retry}>
          Try again
        </button>
      ) : (
        <TryAgain />
      )}
    </div>
  )
}
