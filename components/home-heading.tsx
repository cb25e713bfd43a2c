import { FreshnessLine } from './freshness-line.tsx'

/** What the list below is and how fresh; and to whoever comes to the front door, what this place is for. */
export function HomeHeading({ title, freshness, invites }: { title: string; freshness: string; invites: boolean }) {
  return (
    <div className="relative">
      <h1 className="section-title line-clamp-2">{title}</h1>
      <div className="lg:-left-50 lg:absolute lg:top-1.5 lg:w-40">
        <FreshnessLine freshness={freshness} />
      </div>
      {invites && (
        <p className="no-print mt-1 text-sm">
          Get trending papers in your email inbox once a day!{' '}
          <a href="/subscribe" className="link font-semibold text-accent">
            Subscribe
          </a>
        </p>
      )}
    </div>
  )
}
