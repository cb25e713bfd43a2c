import type { MetadataRoute } from 'next'
import { THEME_COLORS } from '#lib/domain/web/theme-script'

// What a browser needs to install the site beside its programs.
// biome-ignore lint/style/noDefaultExport: Next demands it.
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Attn. Trending transformer papers',
    short_name: 'Attn.',
    description: 'Trending transformer papers in a browser and, once a day, in an inbox.',
    start_url: '/',
    display: 'standalone',
    background_color: THEME_COLORS.light,
    theme_color: THEME_COLORS.light,
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
    shortcuts: [
      { name: 'Newest', url: '/?sort=new' },
      { name: 'Saved papers', url: '/saved' },
    ],
  }
}
