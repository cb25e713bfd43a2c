// How well search puts first what is relevant: three collections with judged queries, asked through the code of the page, beside plain
// BM25 over the same text.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { forgetEnv } from '#lib/env'
import { makeFolder } from '#tests/support/started-site'
import { type Judgments, meanOf } from './judged.ts'
import { plainBm25 } from './plain-bm25.ts'

const NOW = new Date('2026-02-20T12:00:00Z')
const COLLECTIONS = ['cranfield', 'cisi', 'npl']
const FOLDER = fileURLToPath(new URL('../../../shared/data/search/', import.meta.url))

type Document = { _id: string; title: string; text: string }
type Query = { _id: string; text: string }

if (!existsSync(FOLDER)) console.log('Skipped: ../shared/data/search is not there.')
else {
  console.log(`nDCG@10 / MAP@100        ${'Attn'.padEnd(18)}${'plain BM25'.padEnd(18)}queries`)
  for (const name of COLLECTIONS) await compare(name)
}

async function compare(name: string): Promise<void> {
  const documents = readLines<Document>(`${name}/corpus`)
  const queries = readLines<Query>(`${name}/queries`)
  const ours = await askPages(documents, queries)
  const plain = plainBm25(documents, queries)
  // The reference of the design counts every line of the judgments; read strictly, those with a score of 0 say "not relevant".
  for (const [label, least] of [
    ['', Number.NEGATIVE_INFINITY],
    ['score > 0', 1],
  ] as const) {
    const judged = readJudgments(name, least)
    const [attn, base] = [meanOf(ours, judged), meanOf(plain, judged)]
    if (least === 1 && judged.all === readJudgments(name, Number.NEGATIVE_INFINITY).all) continue
    const cell = ({ ndcg, map }: { ndcg: number; map: number }) => `${ndcg.toFixed(3)} / ${map.toFixed(3)}`.padEnd(18)
    console.log(`${`${name} ${label}`.padEnd(25)}${cell(attn)}${cell(base)}${attn.queries}`)
  }
}

/** The first hundred documents for each query, as the page finds them. */
async function askPages(documents: Document[], queries: Query[]): Promise<Map<string, string[]>> {
  const { folder, remove } = makeFolder()
  process.env.DATA_DIR = folder
  process.env.DATABASE_URL = ''
  forgetEnv()
  const { closeDatabase } = await import('#lib/db')
  const { prepareDatabase } = await import('#jobs/prepare-database')
  const { env } = await import('#lib/env')
  const { takePapers } = await import('#jobs/take-papers')
  const { indexChanges } = await import('#lib/store/search/build-index')
  const { findFeed } = await import('#lib/store/feed')
  try {
    await prepareDatabase(env())
    const papers = documents.map(({ _id, title, text }) => ({
      id: _id,
      arxivId: null,
      // Papers have titles; a dash has no word.
      title: title || '–',
      abstract: text || '–',
      authors: [],
      categories: [],
      published: null,
      updated: null,
      codeUrl: null,
    }))
    const ids = papers.map((paper, i) => ({
      ...paper,
      id: `0001.${String(i).padStart(5, '0')}`,
      arxivId: `0001.${String(i).padStart(5, '0')}`,
    }))
    for (let from = 0; from < ids.length; from += 500) await takePapers(ids.slice(from, from + 500), NOW)
    await indexChanges(1, { clock: () => NOW })
    const names = new Map(ids.map(({ id }, i) => [id, documents[i]!._id]))
    const found = new Map<string, string[]>()
    for (const { _id, text } of queries) {
      const { query } = parseFeedUrl([['q', text]])
      const { papers } = await findFeed(query, 100, NOW)
      found.set(
        _id,
        papers.map(({ id }) => names.get(id)!),
      )
    }
    return found
  } finally {
    await closeDatabase()
    remove()
  }
}

function readLines<Line>(name: string): Line[] {
  const text = gunzipSync(readFileSync(`${FOLDER}${name}.jsonl.gz`)).toString('utf8')
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

function readJudgments(name: string, least: number): Judgments {
  const lines = readFileSync(`${FOLDER}${name}/qrels-test.tsv`, 'utf8').trim().split('\n').slice(1)
  const relevant = new Map<string, Set<string>>()
  let all = 0
  for (const line of lines) {
    const [query, document, score] = line.split('\t')
    if (Number(score) < least) continue
    const known = relevant.get(query!) ?? new Set()
    relevant.set(query!, known.add(document!))
    all++
  }
  return { relevant, all }
}
