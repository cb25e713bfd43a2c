const PLACES = [
  { href: '/', name: 'Trending' },
  { href: '/?sort=new', name: 'Newest' },
  { href: '/topics', name: 'Topics' },
  { href: '/digest', name: 'Digest' },
]

export function SiteHeader() {
  return (
    <header className="border-line border-b">
      <div className="column flex flex-wrap items-baseline gap-x-6 gap-y-1 py-4">
        <a href="/" className="font-bold font-serif text-2xl tracking-tight" aria-label="Attn., home">
          Attn<span className="text-accent">.</span>
        </a>
        <nav
          aria-label="Site"
          className="flex grow flex-wrap items-baseline gap-x-2 text-sm sm:gap-x-5 sm:text-[0.9375rem]"
        >
          {PLACES.map(place => (
            <a key={place.href} href={place.href} className="py-2">
              {place.name}
            </a>
          ))}
          <a href="/subscribe" className="ml-auto py-2 font-semibold text-accent">
            Subscribe
          </a>
        </nav>
      </div>
    </header>
  )
}
