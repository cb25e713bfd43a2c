import localFont from 'next/font/local'

/**
 * The face of titles and abstracts: Source Serif 4, from this site itself (licence beside it). `optional`: where it is not here in the first
 * moment, the page stays in the device's own serif, and no line moves.
 */
export const serif = localFont({
  src: './source-serif-4-latin.woff2',
  weight: '200 900',
  display: 'optional',
  variable: '--font-text',
  adjustFontFallback: 'Times New Roman',
})
