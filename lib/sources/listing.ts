/** A title and an abstract of a listing as they stand there, with the line of the title (1 is the first). */
export type ListingEntry = { line: number; title: string; abstract: string }

const BANNER = /^get trending papers in your email inbox\b.*$/i
const BUTTON = /^Subscribe(?=\S)/

/**
 * Reads the listing that started it all, a web page copied as text: banner lines, a button's label "Subscribe" glued to the first
 * title, then a line with a title and a line with its abstract in turns. Empty lines are passed over.
 * @returns the entries, and the line of a last title that has no abstract (null where there is none)
 */
export function parseListing(text: string): { entries: ListingEntry[]; lonely: number | null } {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((content, i) => ({ line: i + 1, content: content.trim() }))
    .filter(({ content }) => content !== '' && !BANNER.test(content) && content !== 'Subscribe')
  if (lines[0]) lines[0].content = lines[0].content.replace(BUTTON, '')
  const entries: ListingEntry[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) {
    entries.push({ line: lines[i]!.line, title: lines[i]!.content, abstract: lines[i + 1]!.content })
  }
  return { entries, lonely: lines.length % 2 ? lines.at(-1)!.line : null }
}
