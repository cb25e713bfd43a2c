import { identify } from '#lib/domain/paper/fold'
import { type Batch, type HeardPaper, SourceError, type Visit } from '#lib/sources/source'
import type { RegisteredSource } from '#lib/sources/sources'
import type { Page } from './source-server.ts'

// A source as small as one can be, and the service behind it: papers in pages, each with a few upvotes.

export const PAGES = 6
export const PER_PAGE = 5
const idOf = (n: number) => `2611.${String(n + 1).padStart(5, '0')}`

/** A page of the service at `/tiny?page=N` (from 0); `from` and `until` are taken and change nothing. */
export function answerTiny(url: URL, pages = PAGES, perPage = PER_PAGE): Page {
  const page = Number(url.searchParams.get('page'))
  const papers = Array.from({ length: perPage }, (_, i) => {
    const n = page * perPage + i
    return {
      id: idOf(n),
      title: `Attention in the field, part ${n + 1} of many`,
      abstract: `We train transformer number ${n + 1} and see what it attends to.`,
      upvotes: n,
    }
  })
  const body = JSON.stringify({ papers, pages, next: page + 1 < pages ? page + 1 : null })
  return { headers: { 'content-type': 'application/json', etag: `"page-${page}"` }, body }
}

/** Reads the service page by page; the cursor is the next page. */
export function makeTinySource(baseUrl: string, gapMs: number, more: Partial<RegisteredSource> = {}): RegisteredSource {
  return {
    name: 'tiny',
    about: 'a source for tests',
    politeness: () => ({ service: 'tiny', gapMs }),
    everyMs: 3_600_000,
    staleness: { kind: 'every', lateMs: 7_200_000, staleMs: 86_400_000 },
    takesRange: true,
    fetch: visit => fetchTiny(visit, baseUrl),
    ...more,
  }
}

async function* fetchTiny({ ask, cursor, now, range }: Visit, baseUrl: string): AsyncGenerator<Batch> {
  const days = range ? `&from=${range.from}&until=${range.until}` : ''
  for (let page: number | null = Number(cursor ?? 0); page !== null; ) {
    const answer = await ask({ url: `${baseUrl}/tiny?page=${page}${days}`, accept: 'application/json' })
    if (answer.kind !== 'text') return
    const parsed = parseTiny(answer.text)
    if (!parsed) throw new SourceError('garbled', 'The answer of tiny is no page of papers.')
    const done = { steps: page + 1, ofSteps: parsed.pages }
    const observations = parsed.papers.map(({ paper, upvotes }) => ({
      arxivId: paper.id,
      observedAt: now,
      signal: 'upvotes' as const,
      value: upvotes,
    }))
    // The last page is where the next visit begins again.
    yield {
      papers: parsed.papers.map(({ paper }) => paper),
      observations,
      refused: [],
      cursor: String(parsed.next ?? 0),
      done,
    }
    page = parsed.next
  }
}

type TinyPage = { papers: { paper: HeardPaper; upvotes: number }[]; pages: number; next: number | null }

function parseTiny(text: string): TinyPage | null {
  try {
    const { papers, pages, next } = JSON.parse(text) as {
      papers: { id: string; title: string; abstract: string; upvotes: number; withdrawn?: boolean }[]
      pages: number
      next: number | null
    }
    return { pages, next, papers: papers.map(({ upvotes, ...facts }) => ({ upvotes, paper: paperOf(facts) })) }
  } catch {
    return null
  }
}

function paperOf({
  id,
  title,
  abstract,
  withdrawn,
}: {
  id: string
  title: string
  abstract: string
  withdrawn?: boolean
}): HeardPaper {
  const facts = {
    arxivId: id,
    title,
    abstract,
    authors: ['Ada'],
    categories: ['cs.CL'],
    published: '2026-11-20',
    updated: null,
    codeUrl: null,
  }
  return { ...identify(facts), ...(withdrawn !== undefined && { withdrawn }) }
}
