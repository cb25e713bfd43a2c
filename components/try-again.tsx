/** Asks for the same page again, without a script too. */
export function TryAgain() {
  return (
    <p className="mt-6">
      {/* biome-ignore lint/a11y/useValidAnchor: an empty address is that of the page that was asked for. */}
      <a href="" className="button-quiet">
        Try again
      </a>
    </p>
  )
}
