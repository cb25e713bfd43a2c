import { database } from '#lib/db'

/** Text in pieces, those that matched the query marked. */
export type Marked = { text: string; hit: boolean }[]
export type Highlights = { title: Marked; abstract: Marked }

// Stored text holds no control characters (clean-text), so these cannot be part of it.
const START = '\u0002'
const END = '\u0003'

/** Where the words of a full-text expression stand in the given papers, stems and accents considered, by `pk`. */
export async function findHighlights(match: string, papers: { pk: number }[]): Promise<Map<number, Highlights>> {
  const { prisma } = await database()
  const rows = await prisma.$queryRawUnsafe<{ pk: number | bigint; title: string; abstract: string }[]>(
    `SELECT rowid AS pk, highlight(paper_fts, 0, ?, ?) AS title, highlight(paper_fts, 1, ?, ?) AS abstract
     FROM paper_fts WHERE paper_fts MATCH ? AND rowid IN (SELECT value FROM json_each(?))`,
    START,
    END,
    START,
    END,
    match,
    JSON.stringify(papers.map(({ pk }) => pk)),
  )
  return new Map(rows.map(row => [Number(row.pk), { title: readMarks(row.title), abstract: readMarks(row.abstract) }]))
}

function readMarks(text: string): Marked {
  return text.split(START).flatMap((part, i) => {
    if (i === 0) return part ? [{ text: part, hit: false }] : []
    const [hit = '', rest = ''] = part.split(END)
    return [{ text: hit, hit: true }, ...(rest ? [{ text: rest, hit: false }] : [])]
  })
}
