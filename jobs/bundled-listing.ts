import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ET_AL } from '#lib/domain/paper/merge'
import { parseListing } from '#lib/sources/listing'
import { parsePaperRecord } from '#lib/sources/paper-record'
import { recordSourceSuccess } from '#lib/store/sources'
import { type Taken, takePapers } from './take-papers.ts'

const LISTING = fileURLToPath(new URL('../prisma/listing/papers.txt', import.meta.url))
const FACTS = fileURLToPath(new URL('../prisma/listing/facts.json', import.meta.url))

const facts = z.array(
  z.object({
    title: z.string(),
    arxivId: z.string().nullable(),
    published: z.string().nullable(),
    authors: z.array(z.string()).nullable(),
    firstAuthor: z.string().nullable(),
    categories: z.array(z.string()).nullable(),
    codeUrl: z.string().nullable(),
  }),
)

/** Loads the listing that ships with the product, with what is known of its papers. Doing so again changes nothing. */
export async function loadBundledListing(now: Date): Promise<Taken> {
  const { entries } = parseListing(await readFile(LISTING, 'utf8'))
  const known = new Map(facts.parse(JSON.parse(await readFile(FACTS, 'utf8'))).map(fact => [fact.title, fact]))
  const papers = entries.map(({ line, title, abstract }) => {
    const { firstAuthor, authors, ...fact } = known.get(title) ?? {}
    const names = authors ?? (firstAuthor ? [firstAuthor, ET_AL] : [])
    const parsed = parsePaperRecord({ ...fact, title, abstract, authors: names })
    if ('refused' in parsed) throw new Error(`${LISTING}, line ${line}: ${parsed.refused.field}: ${parsed.refused.why}`)
    return parsed.paper
  })
  const taken = await takePapers(papers, now)
  await recordSourceSuccess('listing', { papers: papers.length, lastPaperAt: now }, now)
  return taken
}
