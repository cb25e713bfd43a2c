import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The 100,000 real abstracts that benches run on; null, with a word why, where they are absent. */
export function findCorpus(): string | null {
  const file = fileURLToPath(new URL('../../../shared/data/arxiv/papers-100k.jsonl.gz', import.meta.url))
  if (existsSync(file)) return file
  console.log('Skipped what needs ../shared/data/arxiv/papers-100k.jsonl.gz: it is not there.')
  return null
}
