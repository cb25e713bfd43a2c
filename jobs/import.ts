import { readFile, stat } from 'node:fs/promises'
import { startOfDate } from '#lib/domain/paper/date'
import type { Paper } from '#lib/domain/paper/paper'
import { tagPaper } from '#lib/domain/topics/tag'
import { parseCorrectionRecord } from '#lib/sources/correction-record'
import { DamagedFile, readLines } from '#lib/sources/file-lines'
import { parseListing } from '#lib/sources/listing'
import { parsePaperRecord } from '#lib/sources/paper-record'
import { parseJsonLine, type Refusal } from '#lib/sources/refusal'
import { parseSignalRecord, type SignalRecord } from '#lib/sources/signal-record'
import { correctTopics } from '#lib/store/corrections'
import { saveObservations } from '#lib/store/observations'
import { recordSourceSuccess } from '#lib/store/sources'
import { type Taken, takePapers } from './take-papers.ts'

/** Records go to the database in batches of this many: one transaction each. */
const BATCH = 200

/** A date may be later than now by that much: clocks differ, and days begin in New Zealand. What is later would lead for years. */
const AHEAD_MS = 2 * 86_400_000

const ahead = (field: string, date: string): Refusal => ({
  field,
  why: `${date} is still to come by this machine’s clock`,
})

/** Named refusals kept for the report; further ones are only counted. */
const MAX_REFUSALS = 1000

/** What importing some files did. `strangers`: observations of ids that belong to no paper yet; they wait for it. */
export type ImportReport = {
  papers: Taken
  observations: { added: number; strangers: number }
  corrections: number
  refused: ({ file: string; line: number } & Refusal)[]
  refusedCount: number
}

export type ImportOptions = {
  /** The files hold observations of signals, not papers. */
  signals: boolean
  now: Date
  /** Bytes read of bytes in all files together, and records taken so far. */
  onProgress?: (progress: { bytes: number; ofBytes: number; records: number }) => void
}

/**
 * Imports files in order. What a line has wrong is reported and does not stop the rest.
 * Formats by name: `.txt` listing · `.json` one array (or one object) · everything else a JSON object a line, gzipped or not.
 * A file whose rest cannot be read (a gzip that was cut off) is reported likewise, and the next one is imported.
 * @throws before anything is imported when a file is not there
 */
export async function importFiles(files: string[], options: ImportOptions): Promise<ImportReport> {
  const sizes = await Promise.all(files.map(sizeOf))
  const intake = new Intake(
    options,
    sizes.reduce((sum, size) => sum + size, 0),
  )
  for (const [i, file] of files.entries()) {
    try {
      await importFile(file, intake)
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error
      await intake.flush()
      intake.refuse(file, error.line, { field: 'file', why: error.message })
    }
    intake.fileDone(sizes[i]!)
  }
  await intake.recordSource()
  return intake.report
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}.`)
  })
  if (found.isDirectory()) throw new Error(`${file} is a folder; name the files in it.`)
  return found.size
}

async function importFile(file: string, intake: Intake): Promise<void> {
  const name = file.toLowerCase()
  if (name.endsWith('.txt')) {
    const { entries, lonely } = parseListing(await readFile(file, 'utf8'))
    for (const { line, title, abstract } of entries) await intake.take(file, line, { title, abstract })
    if (lonely !== null)
      intake.refuse(file, lonely, { field: 'abstract', why: 'the title has no abstract line after it' })
  } else if (name.endsWith('.json')) {
    const parsed = parseJsonLine((await readFile(file, 'utf8')).replace(/^\ufeff/, ''))
    if ('refused' in parsed) intake.refuse(file, 1, parsed.refused)
    else for (const [i, record] of [parsed.value].flat().entries()) await intake.take(file, i + 1, record)
  } else {
    for await (const { number, text, bytesRead, tooLong } of readLines(file)) {
      intake.bytes = bytesRead
      const line = number === 1 ? text.replace(/^\ufeff/, '') : text
      if (tooLong) intake.refuse(file, number, { field: 'line', why: 'it is longer than 4 MB' })
      if (tooLong || line.trim() === '') continue
      const parsed = parseJsonLine(line)
      if ('refused' in parsed) intake.refuse(file, number, parsed.refused)
      else await intake.take(file, number, parsed.value)
    }
  }
  await intake.flush()
}

/** What a line of our own export says that it is; null for a line of anyone else's. */
function kindOf(record: unknown): string | null {
  const kind = typeof record === 'object' && record !== null && 'kind' in record ? record.kind : null
  return typeof kind === 'string' ? kind.slice(0, 40) : null
}

/** Gathers records into batches and counts what becomes of them. */
class Intake {
  bytes = 0
  readonly report: ImportReport = {
    papers: { added: 0, changed: 0, unchanged: 0 },
    observations: { added: 0, strangers: 0 },
    corrections: 0,
    refused: [],
    refusedCount: 0,
  }
  #papers: Paper[] = []
  #signals: SignalRecord[] = []
  #bytesBefore = 0
  #records = 0

  constructor(
    readonly options: ImportOptions,
    readonly ofBytes: number,
  ) {}

  async take(file: string, line: number, record: unknown): Promise<void> {
    const kind = kindOf(record)
    if (kind === 'correction') return this.correct(file, line, record)
    if (kind !== null && kind !== 'paper' && kind !== 'signal') {
      return this.refuse(file, line, {
        field: 'kind',
        why: `a ${kind} cannot be imported; a copy of the database holds readers`,
      })
    }
    if (kind === 'signal' || (kind === null && this.options.signals)) {
      const parsed = parseSignalRecord(record)
      if ('refused' in parsed) return this.refuse(file, line, parsed.refused)
      const { observedAt } = parsed.signals
      if (this.#isAhead(observedAt)) return this.refuse(file, line, ahead('observedAt', observedAt.toISOString()))
      this.#signals.push(parsed.signals)
    } else {
      const parsed = parsePaperRecord(record)
      if ('refused' in parsed) return this.refuse(file, line, parsed.refused)
      const { published, updated } = parsed.paper
      if (published && this.#isAhead(startOfDate(published)))
        return this.refuse(file, line, ahead('published', published))
      if (updated && this.#isAhead(startOfDate(updated))) return this.refuse(file, line, ahead('updated', updated))
      this.#papers.push(parsed.paper)
    }
    if (this.#papers.length + this.#signals.length >= BATCH) await this.flush()
  }

  #isAhead(date: Date): boolean {
    return date.getTime() > this.options.now.getTime() + AHEAD_MS
  }

  // One by one, after the papers that came before: an operator's corrections are few.
  async correct(file: string, line: number, record: unknown): Promise<void> {
    const parsed = parseCorrectionRecord(record)
    if ('refused' in parsed) return this.refuse(file, line, parsed.refused)
    await this.flush()
    const { id, topic, change } = parsed.correction
    const corrected = await correctTopics(id, [{ topic, change }], tagPaper, this.options.now)
    if (!corrected) return this.refuse(file, line, { field: 'id', why: `there is no paper ${id.slice(0, 100)} here` })
    this.report.corrections++
  }

  refuse(file: string, line: number, refusal: Refusal): void {
    this.report.refusedCount++
    if (this.report.refused.length < MAX_REFUSALS) this.report.refused.push({ file, line, ...refusal })
  }

  async flush(): Promise<void> {
    const papers = this.#papers.splice(0)
    const signals = this.#signals.splice(0)
    if (papers.length > 0) {
      const taken = await takePapers(papers, this.options.now)
      for (const key of ['added', 'changed', 'unchanged'] as const) this.report.papers[key] += taken[key]
    }
    const observations = signals.flatMap(({ values, ...of }) => values.map(value => ({ ...of, ...value })))
    const saved = await saveObservations(observations)
    this.report.observations.added += saved.added
    this.report.observations.strangers += saved.strangers
    this.#records += papers.length + signals.length
    const bytes = Math.min(this.ofBytes, this.#bytesBefore + this.bytes)
    this.options.onProgress?.({ bytes, ofBytes: this.ofBytes, records: this.#records })
  }

  /** Files that were imported are a source of papers too; /status says when it last gave any. */
  async recordSource(): Promise<void> {
    const { added, changed, unchanged } = this.report.papers
    const papers = added + changed + unchanged
    const { now } = this.options
    if (papers > 0) await recordSourceSuccess('import', { papers, lastPaperAt: added > 0 ? now : null }, now)
  }

  fileDone(size: number): void {
    this.#bytesBefore += size
    this.bytes = 0
  }
}
