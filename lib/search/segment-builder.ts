import { ANYWHERE, type Analysis, analysePaper, type IndexedPaper } from './analysis.ts'
import { type BlockTable, buildBlockTable, type Entry } from './block-table.ts'
import { formKey, nameKey, stemKey } from './keys.ts'
import { PostingsWriter } from './postings.ts'
import { collectFacts, type SegmentFacts } from './segment-facts.ts'
import { STOP_WORDS } from './stop-words.ts'
import { hashOf, type PaperVector, VectorsWriter } from './vector.ts'
import { quantizeSaturation, STEP, worthOf } from './weights.ts'

/** An index of some papers. `vectors` are in the order of `facts.pks`. */
export type BuiltSegment = { facts: SegmentFacts; table: BlockTable; vectors: PaperVector[] }

/** How many papers of the rest of the index have which stem, for the worth of words in a segment too small to know. */
export type Elsewhere = { papers: number; countOf(stem: string): number }

/** A segment in the making: papers go in one by one, in the order of their keys. */
export class SegmentBuilder {
  #papers: Omit<IndexedPaper, 'title' | 'abstract' | 'authors'>[] = []
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
    this.#papers.push({ pk, categories, topics, published, hasCode })
    this.#lengths.push(analysis.length)
    for (const [stem, said] of analysis.terms) this.#stems.add(stem, number, said)
    for (const name of analysis.names) this.#names.add(name, number, ANYWHERE)
    for (const form of analysis.forms) this.#forms.set(form, (this.#forms.get(form) ?? 0) + 1)
  }

  /** The stems of the papers so far. */
  stems(): string[] {
    return this.#stems.terms()
  }

  finish(elsewhere: Elsewhere = { papers: 0, countOf: () => 0 }): BuiltSegment {
    const size = this.#papers.length
    const meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / (size || 1)
    const saturations = (number: number, said: number) =>
      quantizeSaturation(said >>> 2, this.#lengths[number]!, meanLength)
    const vectors = new VectorsWriter(size)
    const all = size + elsewhere.papers
    const entries: Entry[] = [
      ...[...this.#forms]
        .filter(([, count]) => count > 1 || size < SMALL)
        .map(([form, count]) => formEntry(form, count)),
      ...this.#names.entries(nameKey, () => 255),
      ...this.#stems.entries(stemKey, saturations, (stem, count, visit) => {
        const papers = count + elsewhere.countOf(stem)
        if (STOP_WORDS.has(stem) || papers > all * TOO_COMMON || papers < 2) return
        const [hash, worth] = [hashOf(stem), worthOf(papers, all) * STEP]
        visit((number, saturation) => vectors.add(number, hash, worth * saturation))
      }),
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
const formEntry = (form: string, count: number): Entry => ({ key: formKey(form), count, data: NOTHING })

type Visit = (number: number, saturation: number) => void

/** Which papers have which term: pairs in the order in which they come, sorted by term at the end. A few numbers a pair, however many. */
class Filing {
  #numbers = new Map<string, number>()
  #counts: number[] = []
  #length = 0
  #term = new Uint32Array(1024)
  #paper = new Uint32Array(1024)
  #said = new Uint16Array(1024)

  terms(): string[] {
    return [...this.#numbers.keys()]
  }

  add(term: string, paper: number, said: number): void {
    if (this.#length === this.#term.length) this.#grow()
    let number = this.#numbers.get(term)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(term, number)
      this.#counts.push(0)
    }
    this.#counts[number]!++
    this.#term[this.#length] = number
    this.#paper[this.#length] = paper
    this.#said[this.#length++] = said
  }

  /** @param each called for each term with how many papers have it and a way to visit those */
  *entries(
    keyOf: (term: string) => string,
    saturationOf: (paper: number, said: number) => number,
    each?: (term: string, count: number, visit: (visit: Visit) => void) => void,
  ): Generator<Entry> {
    const order = this.#sorted()
    const writer = new PostingsWriter()
    let at = 0
    for (const [term, number] of this.#numbers) {
      const from = at
      at += this.#counts[number]!
      const visit = (visit: Visit) => {
        for (let i = from; i < at; i++) {
          const pair = order[i]!
          visit(this.#paper[pair]!, saturationOf(this.#paper[pair]!, this.#said[pair]!))
        }
      }
      for (let i = from; i < at; i++) {
        const pair = order[i]!
        const [paper, said] = [this.#paper[pair]!, this.#said[pair]!]
        writer.add(paper, said & 3, saturationOf(paper, said))
      }
      each?.(term, at - from, visit)
      yield { key: keyOf(term), count: at - from, data: writer.take() }
    }
  }

  /** The pairs by term and, within one, by paper. */
  #sorted(): Uint32Array {
    const starts = new Uint32Array(this.#counts.length)
    for (let i = 1; i < starts.length; i++) starts[i] = starts[i - 1]! + this.#counts[i - 1]!
    const order = new Uint32Array(this.#length)
    for (let i = 0; i < this.#length; i++) order[starts[this.#term[i]!]!++] = i
    return order
  }

  #grow(): void {
    const twice = <T extends Uint32Array | Uint16Array>(array: T, larger: T): T => {
      larger.set(array)
      return larger
    }
    const length = this.#term.length * 2
    this.#term = twice(this.#term, new Uint32Array(length))
    this.#paper = twice(this.#paper, new Uint32Array(length))
    this.#said = twice(this.#said, new Uint16Array(length))
  }
}
