import type { Metadata } from 'next'
import { env } from '#lib/env'

/** What the whole site is called. */
export const SITE = {
  title: 'Attn. Trending transformer papers',
  description: 'Trending transformer papers in a browser and, once a day, in an inbox.',
}

type Said = {
  title: string
  description: string
  /** Of this site. */
  path: string
  /** A picture of 1200 × 630 and what it says. */
  card?: { path: string; alt: string }
  article?: { published: string | null; authors?: string[] }
}

/** What is shown where somebody passes on the address of a page: https://ogp.me, and the same for X. */
export function socialTags({ title, description, path, card, article }: Said): Pick<Metadata, 'openGraph' | 'twitter'> {
  const site = env().SITE_URL
  const images = card && [{ url: site + card.path, width: 1200, height: 630, alt: card.alt, type: 'image/png' }]
  const common = { title, description, url: site + path, siteName: 'Attn.', locale: 'en', ...(images && { images }) }
  return {
    openGraph: article
      ? {
          ...common,
          type: 'article',
          ...(article.published && { publishedTime: article.published }),
          ...(article.authors && { authors: article.authors }),
        }
      : { ...common, type: 'website' },
    twitter: {
      card: images ? 'summary_large_image' : 'summary',
      title,
      description,
      ...(card && { images: [{ url: site + card.path, alt: card.alt }] }),
    },
  }
}
