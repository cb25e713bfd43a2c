import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { HeadScripts } from '#components/head-scripts'
import { Hands } from '#components/reader/hands'
import { SiteFooter } from '#components/site-footer'
import { SiteHeader } from '#components/site-header'
import { THEME_COLORS } from '#lib/domain/web/theme-script'
import { serif } from './fonts/serif.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Attn. Trending transformer papers', template: '%s · Attn.' },
  description: 'Trending transformer papers in a browser and, once a day, in an inbox.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: THEME_COLORS.light },
    { media: '(prefers-color-scheme: dark)', color: THEME_COLORS.dark },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // A script in the head says on <html> what the reader chose, before React sees it.
    <html lang="en" className={serif.variable} suppressHydrationWarning>
      <head>
        <HeadScripts />
      </head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="sr-only z-10 bg-paper focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:px-4 focus:py-3"
        >
          Skip to the content
        </a>
        <SiteHeader />
        <main id="main" tabIndex={-1} className="column axis grow py-6 outline-none sm:py-8">
          {children}
        </main>
        <SiteFooter />
        <Hands />
      </body>
    </html>
  )
}
