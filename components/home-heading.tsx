import { FreshnessLine } from './freshness-line.tsx'

/** What the list below is and how fresh; and to whoever comes to the front door, what this place is for. */
export function HomeHeading({ title, freshness, invites }: { title: string; freshness: string; invites: boolean }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {invites && (
        <p className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-md bg-raised px-5 py-4">
          <span className="font-serif text-lg">Get trending papers in your email inbox once a day!</span>
          <a href="/subscribe" className="button">
            Subscribe
          </a>
        </p>
      )}
      <div>
        <h1 className="line-clamp-2 text-lg text-muted">{title}</h1>
        <FreshnessLine freshness={freshness} />
      </div>
    </div>
  )
}
