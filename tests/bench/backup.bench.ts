// How long a backup of 100,000 papers and its restoring take and how large it is, against a plain copy of the same file; each as the very
// command that an operator types, and what of that is the start of the command.

import { execFileSync } from 'node:child_process'
import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '#tests/support/started-site'
import { findCorpus } from './corpus.ts'

const corpus = findCorpus()
if (corpus) {
  const { folder, remove } = makeFolder()
  const here = { DATA_DIR: join(folder, 'here') }
  const there = { DATA_DIR: join(folder, 'there') }
  const copy = join(folder, 'copy.db')
  const attn = (args: string[], env: Record<string, string>) => {
    const began = performance.now()
    execFileSync(process.execPath, ['jobs/attn.mjs', ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return (performance.now() - began) / 1000
  }
  try {
    mkdirSync(here.DATA_DIR)
    attn(['import', '--json', corpus], here)
    const file = join(here.DATA_DIR, 'attn.db')
    const plain = median(() => {
      const began = performance.now()
      copyFileSync(file, join(folder, 'plain'))
      const handle = openSync(join(folder, 'plain'), 'r')
      fsyncSync(handle)
      closeSync(handle)
      return (performance.now() - began) / 1000
    })
    const start = median(() => attn(['status', '--json'], here))
    const backup = median(() => {
      rmSync(copy, { force: true })
      return attn(['backup', '--json', '--out', copy], here) - start
    })
    const restore = median(() => {
      rmSync(there.DATA_DIR, { recursive: true, force: true })
      return attn(['restore', '--json', copy], there) - start
    })
    const size = (path: string) => Math.round(statSync(path).size / 1e6)
    console.log(`plain copy  ${plain.toFixed(2)} s, ${size(file)} MB`)
    console.log(`backup      ${backup.toFixed(2)} s = ${(backup / plain).toFixed(1)} × a plain copy, ${size(copy)} MB`)
    console.log(`restore     ${restore.toFixed(2)} s = ${(restore / plain).toFixed(1)} × a plain copy`)
    console.log(`(beside ${start.toFixed(2)} s in which any command starts)`)
  } finally {
    remove()
  }
}

function median(measure: () => number): number {
  return [measure(), measure(), measure()].sort((a, b) => a - b)[1]!
}
