import { KeysButton } from './reader/keys-button.tsx'

export function SiteFooter() {
  return (
    <footer className="border-line border-t text-muted text-sm">
      <div className="column flex flex-wrap gap-x-6 gap-y-1 py-6">
        <p className="grow">Trending transformer papers, once a day in your inbox.</p>
        <nav aria-label="About" className="flex flex-wrap gap-x-5">
          <a href="/saved">Saved</a>
          <a href="/digest">Digest</a>
          <a href="/about/ranking">Ranking</a>
          <a href="/status">Status</a>
          <a href="/feed.xml">RSS</a>
          <a href="/feed.json">JSON Feed</a>
          <a href="/api/v1/openapi.json">API</a>
          <KeysButton />
        </nav>
      </div>
      <p className="column pb-6 text-xs">
        Thank you to arXiv for use of its open access interoperability. Attn. is not run or endorsed by arXiv.
      </p>
    </footer>
  )
}
