import { Logo } from './logo.tsx'

const PLACES = [
  { href: '/', name: 'Trending' },
  { href: '/?sort=new', name: 'Newest' },
  { href: '/topics', name: 'Topics' },
  { href: '/digest', name: 'Digest' },
]

export function SiteHeader() {
  return (
    <header className="border-line border-b">
      <div aria-hidden="true" className="airmail" />
      <div className="column flex flex-wrap items-center justify-between gap-x-4 lg:grid lg:grid-cols-[10rem_minmax(0,1fr)] lg:gap-x-10 lg:py-2">
        <a href="/" className="flex min-h-11 items-center py-2 hover:text-ink" aria-label="Attn., home">
          <Logo />
        </a>
        <nav
          aria-label="Site"
          className="-mx-1 flex grow basis-full flex-wrap items-center justify-between text-sm sm:basis-auto sm:justify-end sm:gap-x-4 lg:justify-start lg:gap-x-6"
        >
          {PLACES.map(place => (
            <a key={place.href} href={place.href} className="tap justify-center px-1 lg:py-2">
              {place.name}
            </a>
          ))}
          {/* On a phone it is in the footer. */}
          <a href="/saved" className="tap justify-center px-1 max-sm:hidden lg:py-2">
            Saved
          </a>
          <a href="/subscribe" className="tap px-1 font-semibold text-accent lg:ml-auto lg:py-2">
            Subscribe
          </a>
        </nav>
      </div>
    </header>
  )
}
