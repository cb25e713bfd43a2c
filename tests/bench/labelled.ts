import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parseListing } from '#lib/sources/listing'
import { readFixture } from '#tests/support/fixtures'

/** A paper with the topics that careful readers gave it; `alsoFine` is neither right nor wrong. */
export type Labelled = {
  title: string
  abstract: string
  categories: string[]
  topics: string[]
  alsoFine: string[]
}

const SHARED = new URL('../../../shared/data/', import.meta.url)

/** The 60 papers of the listing that two readers labelled; null where ../shared/data is absent. They come without categories. */
export function readListingLabels(): Labelled[] | null {
  const [labels, listing] = ['topics/labels-dev.json', 'listing/transformer-papers.txt'].map(
    name => new URL(name, SHARED),
  )
  if (!existsSync(labels!) || !existsSync(listing!)) return null
  const abstracts = new Map(
    parseListing(readFileSync(listing!, 'utf8')).entries.map(({ title, abstract }) => [title, abstract]),
  )
  const rows: Omit<Labelled, 'abstract' | 'categories'>[] = JSON.parse(readFileSync(labels!, 'utf8'))
  return rows.map(row => {
    const abstract = abstracts.get(row.title)
    if (abstract === undefined) throw new Error(`"${row.title}" is labelled and not in the listing`)
    return { ...row, abstract, categories: [] }
  })
}

/** A paper of the corpus, as it lies in the file. */
export type CorpusPaper = { arxivId: string; title: string; abstract: string; categories: string[] }

/** All papers of a corpus. */
export const readCorpus = (file: string): CorpusPaper[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

/** The sets of labelled papers of the corpus: `build`, which the rules were made with, and those whose errors nobody has looked at. */
export const LABELLED_SETS = ['build', 'untouched', 'untouched-2'] as const

/** The papers of the corpus that a set has labels for. */
export function readCorpusLabels(name: (typeof LABELLED_SETS)[number], corpus: CorpusPaper[]): Labelled[] {
  const papers = new Map(corpus.map(paper => [paper.arxivId, paper]))
  const rows: { arxivId: string; topics: string[]; alsoFine: string[] }[] = JSON.parse(
    readFixture(`topics/${name}.json`),
  )
  return rows.map(({ arxivId, ...labels }) => {
    const paper = papers.get(arxivId)
    if (!paper) throw new Error(`${arxivId} is labelled and not in the corpus`)
    return { ...paper, ...labels }
  })
}
