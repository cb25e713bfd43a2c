import type { Database } from '#lib/db'

/** The baseline: what somebody would write who has FTS5 and twenty minutes. The same words, all of them, the best twenty. */
export async function plainMatch({ read }: Database, text: string): Promise<number> {
  const { rows } = await read('SELECT rowid FROM paper_fts WHERE paper_fts MATCH ? ORDER BY bm25(paper_fts) LIMIT 20', [
    expressionOf(text),
  ])
  return rows.length
}

/** A query of ours in the syntax of FTS5; what it has no word for (topics, categories) is left out. */
function expressionOf(text: string): string {
  const parts = text.match(/-?"[^"]*"|\S+/g) ?? []
  const words = parts.filter(part => !/^(topic|cat):/.test(part))
  const [wanted, unwanted] = [words.filter(part => !part.startsWith('-')), words.filter(part => part.startsWith('-'))]
  const all = wanted
    .map(quote)
    .join(' AND ')
    .replace(/ AND OR AND /g, ' OR ')
  return unwanted.length > 0 ? `(${all}) NOT (${unwanted.map(part => quote(part.slice(1))).join(' OR ')})` : all
}

function quote(part: string): string {
  if (part === '|') return 'OR'
  if (part.startsWith('"')) return part
  const [, field = '', word = ''] = /^(?:(title):)?(.*)$/.exec(part) ?? []
  const star = word.endsWith('*') ? '*' : ''
  return `${field && `${field} : `}"${word.replace(/\*$/, '')}"${star}`
}
