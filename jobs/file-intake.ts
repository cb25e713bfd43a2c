import { startOfDate } from '#lib/domain/paper/date'
import type { Paper } from '#lib/domain/paper/paper'
import { tagPaper } from '#lib/domain/topics/tag'
import { parseCorrectionRecord } from '#lib/sources/correction-record'
import { isOwnKind } from '#lib/sources/own-record'
import { parsePaperRecord } from '#lib/sources/paper-record'
import type { Refusal } from '#lib/sources/refusal'
import { parseSignalRecord, type SignalRecord } from '#lib/sources/signal-record'
import { correctTopics } from '#lib/store/corrections'
import { saveObservations } from '#lib/store/observations'
import { recordSourceSuccess } from '#lib/store/sources'
import { indexImported } from './indexing.ts'
import { OwnIntake, type OwnReport } from './own-intake.ts'
import { type Taken, takePapers } from './take-papers.ts'

/** Records go to the database in batches of this many: one transaction each. */
const BATCH = 200

/** The index grows in pieces of so many papers. */
const INDEXED_AT_ONCE = 20_000

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
  /** What an export says of readers and of what they were sent. */
  own: OwnReport
  refused: ({ file: string; line: number } & Refusal)[]
  refusedCount: number
}

export type ImportOptions = {
  /** The files hold observations of signals, not papers. */
  signals: boolean
  /** Mails that were waiting when an export was made, or fell due since, are sent rather than held. */
  sendMissed?: boolean
  now: Date
  /** Bytes read of bytes in all files together, and records taken so far. */
  onProgress?: (progress: { bytes: number; ofBytes: number; records: number }) => void
}

/** Gathers records into batches and counts what becomes of them. */
export class FileIntake {
  bytes = 0
  readonly report: ImportReport = {
    papers: { added: 0, changed: 0, unchanged: 0 },
    observations: { added: 0, strangers: 0 },
    corrections: 0,
    own: {},
    refused: [],
    refusedCount: 0,
  }
  readonly own: OwnIntake
  #papers: Paper[] = []
  #signals: SignalRecord[] = []
  #bytesBefore = 0
  #records = 0
  #unindexed = 0

  constructor(
    readonly options: ImportOptions,
    readonly ofBytes: number,
  ) {
    const { now, sendMissed = false } = options
    this.own = new OwnIntake({ now, sendMissed }, (...refused) => this.refuse(...refused))
    this.report.own = this.own.report
  }

  async take(file: string, line: number, record: unknown): Promise<void> {
    const kind = kindOf(record)
    if (kind === 'correction') return this.correct(file, line, record)
    if (kind !== null && isOwnKind(kind)) {
      // What went to whom refers to papers that came before.
      if (this.#papers.length + this.#signals.length > 0) await this.flush()
      return this.own.take(file, line, kind, record)
    }
    if (kind !== null && kind !== 'paper' && kind !== 'signal')
      return this.refuse(file, line, { field: 'kind', why: `"${kind}" is nothing that can be imported` })
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
    const { id, topic, change, correctedAt } = parsed.correction
    const saidAt = correctedAt ? new Date(correctedAt) : this.options.now
    const corrected = await correctTopics(id, [{ topic, change }], tagPaper, saidAt)
    if (!corrected) return this.refuse(file, line, { field: 'id', why: `there is no paper ${id.slice(0, 100)} here` })
    this.report.corrections++
  }

  refuse(file: string, line: number, refusal: Refusal): void {
    this.report.refusedCount++
    if (this.report.refused.length < MAX_REFUSALS) this.report.refused.push({ file, line, ...refusal })
  }

  async flush(): Promise<void> {
    await this.own.flush()
    const papers = this.#papers.splice(0)
    const signals = this.#signals.splice(0)
    if (papers.length > 0) {
      const taken = await takePapers(papers, this.options.now)
      for (const key of ['added', 'changed', 'unchanged'] as const) this.report.papers[key] += taken[key]
      // Whoever searches meanwhile keeps in memory what is not in the index yet.
      this.#unindexed += papers.length
      if (this.#unindexed >= INDEXED_AT_ONCE) {
        await indexImported()
        this.#unindexed = 0
      }
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

/** What a line of our own export says that it is; null for a line of anyone else's. */
function kindOf(record: unknown): string | null {
  const kind = typeof record === 'object' && record !== null && 'kind' in record ? record.kind : null
  return typeof kind === 'string' ? kind.slice(0, 40) : null
}
