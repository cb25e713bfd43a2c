/** What a reader sees where something is to be changed and the database cannot be reached. */
export function Away() {
  return (
    <div className="py-8">
      <h1 className="page-title">Changes have to wait a little.</h1>
      <p className="mt-3">
        The database of this place does not answer at this moment. Nothing was changed and nothing is lost: come back in
        a few minutes and try again. Until then there is reading to do, beginning with{' '}
        <a className="link" href="/">
          what is trending
        </a>
        .
      </p>
    </div>
  )
}
