// How fast papers come in, with how much memory, and how large the database is, against reading and parsing the same lines alone.

import { execFileSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLines } from '#lib/sources/file-lines'
import { parsePaperRecord } from '#lib/sources/paper-record'
import { makeFolder } from '#tests/support/started-site'
import { findCorpus } from './corpus.ts'

const corpus = findCorpus()
if (corpus) {
  const { folder, remove } = makeFolder()
  try {
    const began = performance.now()
    let lines = 0
    for await (const { text } of readLines(corpus)) if ('paper' in parsePaperRecord(JSON.parse(text))) lines++
    const parsing = (performance.now() - began) / 1000
    // Peak memory as the kernel counts it, of the very command that an operator types.
    const measure = join(folder, 'measure.mjs')
    writeFileSync(
      measure,
      `process.on('exit', () => process.stderr.write('PEAK ' + process.resourceUsage().maxRSS + '\\n'))`,
    )
    const env = { ...process.env, DATA_DIR: folder, NODE_OPTIONS: `--import=${measure}` }
    const start = performance.now()
    const output = execFileSync(
      'sh',
      ['-c', `exec "${process.execPath}" jobs/attn.mjs import --json "${corpus}" 2>&1`],
      {
        env,
        encoding: 'utf8',
        maxBuffer: 1e9,
      },
    )
    const seconds = (performance.now() - start) / 1000
    const peaks = [...output.matchAll(/PEAK (\d+)/g)].map(([, kilobytes]) => Number(kilobytes) / 1024)
    console.log(`papers                ${lines}`)
    console.log(`parsed and cleaned    ${Math.round(lines / parsing)}/s`)
    console.log(
      `imported              ${Math.round(lines / seconds)}/s = ${(parsing / seconds).toFixed(2)} × parsing alone`,
    )
    console.log(`peak memory           ${Math.round(Math.max(...peaks))} MB`)
    console.log(`database              ${Math.round(statSync(join(folder, 'attn.db')).size / 1024 / 1024)} MB`)
  } finally {
    remove()
  }
}
