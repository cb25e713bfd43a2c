import type { Marked } from '#lib/domain/feed/channel'

/** Text with the words that matched marked. */
export function MarkedText({ text, marked }: { text: string; marked?: Marked | null | undefined }) {
  if (!marked) return text
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place.
  return marked.map((piece, i) => (piece.hit ? <mark key={i}>{piece.text}</mark> : piece.text))
}
