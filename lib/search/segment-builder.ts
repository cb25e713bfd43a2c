import { ANYWHERE, type Analysis, analysePaper, type IndexedPaper, type Said } from './analysis.ts'
import { type BlockTable, buildBlockTable, type Entry } from './block-table.ts'
import { type FiledPaper, Filing } from './filing.ts'
import { formKey, nameKey, positionsKey, stemKey } from './keys.ts'
import { collectFacts, type Facts, type SegmentFacts } from './segment-facts.ts'
import { STOP_WORDS } from './stop-words.ts'
import { hashOf, type PaperVector, VectorsWriter } from './vector.ts'
import { quantizeSaturation, STEP, worthOf } from './weights.ts'

/** An index of some papers. `vectors` are in the order of `facts.pks`. */
export type BuiltSegment = { facts: SegmentFacts; table: BlockTable; vectors: PaperVector[] }

/** How many papers of the rest of the index have which stem, for the worth of words in a segment too small to know. */
export type Elsewhere = { papers: number; countOf(stem: string): number }

/** A segment in the making: papers go in one by one, in the order of their keys. */
export class SegmentBuilder {
  #papers: Facts[] = []
  #lengths: number[] = []
  #stems = new Filing()
  #names = new Filing()
  #forms = new Map<string, number>()

  get size(): number {
    return this.#papers.length
  }

  add(paper: IndexedPaper, analysis: Analysis = analysePaper(paper)): void {
    const number = this.#papers.length
    const { pk, categories, topics, published, hasCode } = paper
    this.#papers.push({ pk, categories, topics, published, hasCode, titleLength: analysis.titleLength })
    this.#lengths.push(analysis.length)
    for (const [stem, said] of analysis.terms) this.#stems.add(stem, number, said)
    for (const name of analysis.names) this.#names.add(name, number, NAMED)
    for (const form of analysis.forms) this.#forms.set(form, (this.#forms.get(form) ?? 0) + 1)
  }

  /** The stems of the papers so far. */
  stems(): string[] {
    return this.#stems.terms()
  }

  finish(elsewhere: Elsewhere = { papers: 0, countOf: () => 0 }): BuiltSegment {
    const size = this.#papers.length
    const meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / (size || 1)
    const saturationOf = (number: number, count: number) =>
      quantizeSaturation(count, this.#lengths[number]!, meanLength)
    const vectors = new VectorsWriter(size)
    const all = size + elsewhere.papers
    const weigh = (stem: string, papers: FiledPaper[]) => {
      const count = papers.length + elsewhere.countOf(stem)
      if (STOP_WORDS.has(stem) || count > all * TOO_COMMON || count < 2) return
      const [hash, worth] = [hashOf(stem), worthOf(count, all) * STEP]
      for (const { number, saturation } of papers) vectors.add(number, hash, worth * saturation)
    }
    const entries: Entry[] = [
      ...[...this.#forms]
        .filter(([, count]) => count > 1 || size < SMALL)
        .map(([form, count]) => ({ key: formKey(form), count, data: NOTHING })),
      ...this.#names.entries(nameKey, null, () => 255),
      ...this.#stems.entries(stemKey, positionsKey, saturationOf, weigh),
    ]
    entries.sort((a, b) => (a.key < b.key ? -1 : 1))
    return {
      facts: collectFacts(this.#papers),
      table: buildBlockTable(entries),
      vectors: this.#papers.map((_, number) => vectors.take(number)),
    }
  }
}

/** Below this many papers a word that only one of them has is no slip of the pen. */
const SMALL = 1000
/** A word that more papers have than this share tells nothing about any of them. */
const TOO_COMMON = 0.3

const NOTHING = new Uint8Array(0)
const NAMED: Said = { count: 1, places: ANYWHERE, positions: [] }
