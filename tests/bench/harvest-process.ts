// A process that harvests arXiv's OAI-PMH as `ingest arxiv --oai` does, but without the rest that politeness demands between two
// questions: node --import tsx tests/bench/harvest-process.ts FROM UNTIL, with the settings in the environment. Answers one line of JSON.

import { prepareDatabase } from '#jobs/prepare-database'
import { visitSource } from '#jobs/visit'
import { newWorkerName } from '#jobs/worker-name'
import { closeDatabase } from '#lib/db'
import { env } from '#lib/env'
import { arxivOai } from '#lib/sources/arxiv-oai'
import { makeHttp } from '#lib/sources/http'

const [from = '', until = ''] = process.argv.slice(2)
await prepareDatabase(env())
const startKb = process.resourceUsage().maxRSS
const { outcome, papers, requests, error } = await visitSource(
  { ...arxivOai, politeness: () => ({ service: 'arxiv', gapMs: 0 }) },
  {
    settings: env(),
    http: makeHttp('Attn/bench'),
    holder: newWorkerName(),
    signal: new AbortController().signal,
    range: { from, until },
    patienceMs: 60_000,
  },
)
console.log(JSON.stringify({ outcome, papers, requests, error, startKb, peakKb: process.resourceUsage().maxRSS }))
await closeDatabase()
