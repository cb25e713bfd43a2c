/** The words that tell most about a paper, each with what it is worth there, in four bytes: 24 bits of the stem's hash and 8 of the worth. */
export type PaperVector = Uint32Array<ArrayBuffer>

/** With 32 of them the ranking of three collections was the same as with all, within 0.003 of nDCG@10. */
const MOST_WORDS = 48

/** What one step of the worth is. A word's worth is 0 to 21. */
export const WORTH_STEP = 1 / 12

/** FNV-1a, folded to 24 bits. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(stem: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < stem.length; i++) hash = Math.imul(hash ^ stem.charCodeAt(i), 0x01000193)
  return ((hash >>> 24) ^ (hash & 0xffffff)) >>> 0
}

/** The vectors of many papers in the making, word by word: of each paper no more is kept than what will be in it. */
export class VectorsWriter {
  #words: Uint32Array
  #counts: Uint8Array
  #least: Uint8Array

  constructor(readonly papers: number) {
    this.#words = new Uint32Array(papers * MOST_WORDS)
    this.#counts = new Uint8Array(papers)
    this.#least = new Uint8Array(papers)
  }

  /** @param worth of the word in the paper; the least of too many words goes */
  add(paper: number, hash: number, worth: number): void {
    const byte = Math.min(255, Math.round(worth / WORTH_STEP))
    const from = paper * MOST_WORDS
    const count = this.#counts[paper]!
    const word = ((hash << 8) | byte) >>> 0
    if (count < MOST_WORDS) {
      this.#words[from + count] = word
      this.#counts[paper] = count + 1
      if (count === 0 || byte < this.#least[paper]!) this.#least[paper] = byte
      return
    }
    if (byte <= this.#least[paper]!) return
    const kept = this.#words.subarray(from, from + MOST_WORDS)
    let [at, least, next] = [-1, this.#least[paper]!, 255]
    for (let i = 0; i < MOST_WORDS; i++) {
      const other = kept[i]! & 255
      if (at < 0 && other === least) at = i
      else if (other < next) next = other
    }
    kept[at] = word
    least = Math.min(next, byte)
    this.#least[paper] = least
  }

  take(paper: number): PaperVector {
    return this.#words.slice(paper * MOST_WORDS, paper * MOST_WORDS + this.#counts[paper]!)
  }
}
