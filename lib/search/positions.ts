import { ByteReader, ByteWriter } from './bytes.ts'
import { visitPostings } from './postings.ts'

/** Where a word stands in papers: for each paper of the list of its stem, in that order, how many bytes follow, and the distances. */
export class PositionsWriter {
  #writer = new ByteWriter()

  /** @param packed what `packPositions` made of the positions */
  add(packed: Uint8Array): void {
    this.#writer.number(packed.length)
    this.#writer.bytes(packed)
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#writer.take()
  }
}

export function packPositions(positions: number[], writer: ByteWriter): void {
  let last = 0
  for (const position of positions) {
    writer.number(position - last)
    last = position
  }
}

/** The lists of one word: in which papers it is, and where. */
export type PlacedWord = { papers: Uint8Array; positions: Uint8Array }

/**
 * The papers of a segment, ascending, in which the words stand in a row.
 * @param within tells whether a row that begins at a word of a paper counts
 */
export function findRow(words: PlacedWord[], within: (paper: number, position: number) => boolean): number[] {
  // From the word of the shortest list on: the papers of the others are passed over where it is not.
  const order = words.map((_, i) => i).sort((a, b) => words[a]!.papers.length - words[b]!.papers.length)
  let rows: Rows | null = null
  for (const i of order) rows = narrow(rows, words[i]!, i)
  const { papers, ends, starts }: Rows = rows ?? { papers: [], ends: [], starts: [] }
  return papers.filter((paper, i) => {
    for (let at = i === 0 ? 0 : ends[i - 1]!; at < ends[i]!; at++) if (within(paper, starts[at]!)) return true
    return false
  })
}

/** Where rows may begin: of paper `papers[i]` at `starts` up to `ends[i]`, all ascending. */
type Rows = { papers: number[]; ends: number[]; starts: number[] }

/** Those rows of which this word is number `place`. */
function narrow(rows: Rows | null, word: PlacedWord, place: number): Rows {
  const narrowed: Rows = { papers: [], ends: [], starts: [] }
  const { papers, ends, starts } = narrowed
  const reader = new ByteReader(word.positions)
  let row = 0
  visitPostings(word.papers, 3, paper => {
    const bytes = reader.number()
    const end = reader.at + bytes
    while (rows && row < rows.papers.length && rows.papers[row]! < paper) row++
    if (rows && rows.papers[row] !== paper) {
      reader.at = end
      return
    }
    const before = starts.length
    let known = rows ? (row === 0 ? 0 : rows.ends[row - 1]!) : 0
    const last = rows ? rows.ends[row]! : 0
    for (let position = 0; reader.at < end; ) {
      position += reader.number()
      const start = position - place
      if (start < 0) continue
      while (rows && known < last && rows.starts[known]! < start) known++
      if (!rows || (known < last && rows.starts[known] === start)) starts.push(start)
    }
    if (starts.length === before) return
    papers.push(paper)
    ends.push(starts.length)
  })
  return narrowed
}
