const MOST = 300

/**
 * Why a service refused, in its own words: the message of a JSON answer, the reason in a feed of arXiv, the title of a page, or the
 * text itself; one line of at most 300 characters. Null when it said nothing.
 */
export function findOwnWords(body: string): string | null {
  // Enough for a reason, and little enough for any pattern.
  const text = body.slice(0, 20_000)
  const found = wordsOfJson(text) ?? wordsOfMarkup(text) ?? text
  const line = found
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(lt|gt|amp|quot|apos|#39);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\s]+/gu, ' ')
    .trim()
  if (line === '') return null
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#39': "'" }

function wordsOfJson(text: string): string | null {
  try {
    const { message, error, detail } = JSON.parse(text) as Record<string, unknown>
    for (const words of [message, error, detail]) if (typeof words === 'string') return words
  } catch {}
  return null
}

// The feed of an error has one entry, with the reason as its summary. @see https://info.arxiv.org/help/api/user-manual.html#34-errors
function wordsOfMarkup(text: string): string | null {
  for (const name of ['summary', 'message', 'error', 'title']) {
    const from = text.search(new RegExp(`<${name}[\\s>]`, 'i'))
    const open = from < 0 ? -1 : text.indexOf('>', from)
    const close = open < 0 ? -1 : text.toLowerCase().indexOf(`</${name}`, open)
    if (close > open) return text.slice(open + 1, close)
  }
  return null
}
