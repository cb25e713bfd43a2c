import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { markOf, secret } from '#lib/secret'
import { type ExportedThing, findEverything } from '#lib/store/export'

/** How many things of each kind were written. */
export type ExportReport = Partial<Record<ExportedThing['kind'], number>>

/** Writes everything that a reader or an operator owns as JSON lines, to a file (whole or not at all) or to stdout. */
export async function exportEverything(out: string | null, now: Date): Promise<ExportReport> {
  const report: ExportReport = {}
  const lines = Readable.from(renderLines(report, now))
  if (out === null) {
    await pipeline(lines, process.stdout, { end: false })
    return report
  }
  const draft = `${out}.${process.pid}.tmp`
  try {
    // The file holds addresses: for its owner alone.
    await pipeline(lines, createWriteStream(draft, { mode: 0o600 }))
    await rename(draft, out)
  } finally {
    await rm(draft, { force: true })
  }
  return report
}

/** What an export says of itself before it speaks of readers: an import holds what fell due since, and knows whose links these are. */
const renderOrigin = (now: Date) => JSON.stringify({ kind: 'origin', madeAt: now, secretMark: markOf(secret()) })

async function* renderLines(report: ExportReport, now: Date): AsyncGenerator<string> {
  let told = false
  for await (const thing of findEverything()) {
    if (!told && (thing.kind === 'suppression' || thing.kind === 'subscriber')) {
      yield `${renderOrigin(now)}\n`
      told = true
    }
    report[thing.kind] = (report[thing.kind] ?? 0) + 1
    yield `${JSON.stringify(thing)}\n`
  }
}
