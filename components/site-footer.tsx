import { KeysButton } from './reader/keys-button.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

const PLACES = [
  { href: '/saved', name: 'Saved' },
  { href: '/digest', name: 'Digest' },
  { href: '/about/ranking', name: 'Ranking' },
  { href: '/status', name: 'Status' },
  { href: '/feed.xml', name: 'RSS' },
  { href: '/feed.json', name: 'JSON Feed' },
  { href: '/api/v1/openapi.json', name: 'API' },
]

export function SiteFooter() {
  return (
    <footer className="mt-10 border-line border-t text-muted text-sm">
      <div className="column axis grid gap-4 py-6">
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
          <nav aria-label="About" className="flex flex-wrap gap-x-5">
            {PLACES.map(({ href, name }) => (
              <a key={href} href={href} className="tap">
                {name}
              </a>
            ))}
            <KeysButton />
          </nav>
          <ThemeSwitch />
        </div>
        <p className="text-xs">
          Trending transformer papers, once a day in your inbox. Thank you to arXiv for use of its open access
          interoperability. Attn. is not run or endorsed by arXiv.
        </p>
      </div>
    </footer>
  )
}
