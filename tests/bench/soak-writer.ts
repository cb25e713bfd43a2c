// Another process that writes, as visits of sources do: some new papers and a ranking, and again after a rest, until it is killed.
// node --import tsx tests/bench/soak-writer.ts FOLDER REST_MS PAPERS, with the settings in the environment.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { importFiles } from '#jobs/import'
import { rankAll } from '#jobs/rank'
import { parseListing } from '#lib/sources/listing'

const [folder = '', rest = '', papers = ''] = process.argv.slice(2)
const { entries } = parseListing(readFileSync('prisma/listing/papers.txt', 'utf8'))
const file = join(folder, 'new-papers.jsonl')
for (let made = 0; ; ) {
  const lines = Array.from({ length: Number(papers) }, () => {
    const { title, abstract } = entries[made % entries.length]!
    made++
    return JSON.stringify({
      arxivId: `2611.${String(made).padStart(5, '0')}`,
      title: `${title}, part ${made}`,
      abstract,
    })
  })
  writeFileSync(file, `${lines.join('\n')}\n`)
  await importFiles([file], { signals: false, now: new Date() })
  await rankAll({ now: new Date() })
  await sleep(Number(rest))
}
