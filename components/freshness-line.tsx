/** How fresh the papers are, in the words that the mail's footer and the API use too. */
export function FreshnessLine({ freshness }: { freshness: string }) {
  return (
    <p className="text-muted text-xs">
      <a href="/status" className="tap hover:underline">
        {freshness}
      </a>
    </p>
  )
}
