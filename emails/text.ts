const WIDTH = 76

/** Text broken into lines of at most 76 characters, all of them indented: at spaces, and within a longer word that is no URL. */
export function wrap(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of flatten(text)
    .split(' ')
    .flatMap(each => breakWord(each, WIDTH - indent.length))) {
    if (line && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].map(each => indent + each).join('\n')
}

/** Titles in scripts without spaces are words of any length. */
function breakWord(word: string, width: number): string[] {
  if (word.length <= width || /^https?:/.test(word)) return [word]
  const characters = [...word]
  const rows = Math.ceil(characters.length / (width / 2))
  return Array.from({ length: rows }, (_, row) => characters.slice((row * width) / 2, ((row + 1) * width) / 2).join(''))
}

/** One line of text: no line breaks, no control characters, single spaces. */
export const flatten = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()

/** The beginning of a text, at most `length` characters, cut after a word and marked with an ellipsis. */
export function shorten(text: string, length: number): string {
  const flat = flatten(text)
  if (flat.length <= length) return flat
  const cut = flat.slice(0, length - 1)
  return `${cut
    .slice(0, cut.lastIndexOf(' ') > length / 2 ? cut.lastIndexOf(' ') : undefined)
    .replace(/[\p{Cs}\s,;:–-]+$/u, '')}…`
}

/** The first sentences of a text: as many as fit near the length, else the beginning of the first one. */
export function firstSentences(text: string, length: number): string {
  const flat = flatten(text)
  if (flat.length <= length * 1.2) return flat
  const ends = [...flat.slice(0, length * 1.2).matchAll(SENTENCE_END)].map(match => match.index + match[0].length)
  const end = ends.findLast(at => at <= length) ?? ends[0]
  return end !== undefined && end >= length / 3 ? flat.slice(0, end).trim() : shorten(flat, length)
}

// "e.g.", "i.e.", "et al.", "Fig." and initials end no sentence.
const SENTENCE_END =
  /(?<!\b(?:e\.g|i\.e|al|cf|vs|resp|approx|Fig|Eq|Sec|Tab|No|[A-Z]))[.!?]["”’)]*(?=\s+["“(]?[\p{Lu}\p{N}])|[。！？]/gu
