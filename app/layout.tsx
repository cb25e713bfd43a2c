import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Hands } from '#components/reader/hands'
import { SiteFooter } from '#components/site-footer'
import { SiteHeader } from '#components/site-header'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Attn. Trending transformer papers', template: '%s · Attn.' },
  description: 'Trending transformer papers in a browser and, once a day, in an inbox.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfcf9' },
    { media: '(prefers-color-scheme: dark)', color: '#151412' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        {/* Not async: it has to run before anything is painted. */}
        <script src="/before-paint.js" />
      </head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="sr-only z-10 bg-paper px-4 py-3 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        <SiteHeader />
        <main id="main" tabIndex={-1} className="column grow py-8 outline-none">
          {children}
        </main>
        <SiteFooter />
        <Hands />
      </body>
    </html>
  )
}
