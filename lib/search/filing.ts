import type { Said } from './analysis.ts'
import type { Entry } from './block-table.ts'
import { ByteWriter } from './bytes.ts'
import { PositionsWriter, packPositions } from './positions.ts'
import { PostingsWriter } from './postings.ts'

/** A paper under a term: its number, and how much of the term's worth it has, 0 to 255. */
export type FiledPaper = { number: number; saturation: number }

/**
 * Which papers have which term, and where: pairs in the order in which they come, sorted by term at the end. A few bytes a pair, however
 * many there are.
 */
export class Filing {
  #numbers = new Map<string, number>()
  #counts: number[] = []
  #length = 0
  #term = new Uint32Array(1024)
  #paper = new Uint32Array(1024)
  #said = new Uint16Array(1024)
  #from = new Uint32Array(1024)
  #positions = new ByteWriter()

  terms(): string[] {
    return [...this.#numbers.keys()]
  }

  /** @param paper its number, not smaller than that of the call before */
  add(term: string, paper: number, { count, places, positions }: Said): void {
    if (this.#length + 1 === this.#term.length) this.#grow()
    let number = this.#numbers.get(term)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(term, number)
      this.#counts.push(0)
    }
    this.#counts[number]!++
    const at = this.#length++
    this.#term[at] = number
    this.#paper[at] = paper
    this.#said[at] = (Math.min(count, MOST_COUNTED) << 2) | places
    this.#from[at] = this.#positions.length
    packPositions(positions, this.#positions)
  }

  /**
   * The lists of all terms, in no order.
   * @param each called for each term with its papers, in order
   */
  *entries(
    keyOf: (term: string) => string,
    positionsKeyOf: ((term: string) => string) | null,
    saturationOf: (paper: number, count: number) => number,
    each?: (term: string, papers: FiledPaper[]) => void,
  ): Generator<Entry> {
    const order = this.#sorted()
    const [postings, positions] = [new PostingsWriter(), new PositionsWriter()]
    const packed = this.#positions.take()
    this.#from[this.#length] = packed.length
    let at = 0
    for (const [term, number] of this.#numbers) {
      const pairs = order.subarray(at, at + this.#counts[number]!)
      at += pairs.length
      const papers: FiledPaper[] = []
      for (const pair of pairs) {
        const said = this.#said[pair]!
        const filed = { number: this.#paper[pair]!, saturation: saturationOf(this.#paper[pair]!, said >>> 2) }
        postings.add(filed.number, said & 3, filed.saturation)
        if (positionsKeyOf) positions.add(packed.subarray(this.#from[pair]!, this.#from[pair + 1]!))
        papers.push(filed)
      }
      each?.(term, papers)
      yield { key: keyOf(term), count: papers.length, data: postings.take() }
      if (positionsKeyOf) yield { key: positionsKeyOf(term), count: papers.length, data: positions.take() }
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
    const length = this.#term.length * 2
    const grown = <T extends Uint32Array | Uint16Array>(larger: T, array: T): T => {
      larger.set(array)
      return larger
    }
    this.#term = grown(new Uint32Array(length), this.#term)
    this.#paper = grown(new Uint32Array(length), this.#paper)
    this.#said = grown(new Uint16Array(length), this.#said)
    this.#from = grown(new Uint32Array(length), this.#from)
  }
}

const MOST_COUNTED = 16_383
