import type { SegmentFacts } from './segment-facts.ts'

/** A paper that was found: how well it fits, and whether it has only some of what was asked. */
export type Hit = { pk: number; score: number; date: number; partial: boolean }

/** The best of many, kept in order: what does not come among the first `limit` is let go at once. */
export class Best {
  #hits: Hit[] = []
  #least: Hit | null = null

  constructor(
    readonly limit: number,
    readonly isBefore: (a: Hit, b: Hit) => boolean,
  ) {}

  add(hit: Hit): void {
    if (this.limit === 0) return
    if (this.#hits.length < this.limit) {
      this.#hits.push(hit)
      this.#up(this.#hits.length - 1)
    } else if (this.isBefore(hit, this.#hits[0]!)) {
      this.#hits[0] = hit
      this.#down()
    } else return
    this.#least = this.#hits[0]!
  }

  /** The score below which nothing is taken any more, for who asks before making a hit. */
  get threshold(): number {
    return this.#hits.length < this.limit ? Number.NEGATIVE_INFINITY : (this.#least?.score ?? Number.POSITIVE_INFINITY)
  }

  ordered(): Hit[] {
    return [...this.#hits].sort((a, b) => (this.isBefore(a, b) ? -1 : 1))
  }

  // A heap whose root is the last of those that are kept.
  #up(from: number): void {
    const hits = this.#hits
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >>> 1
      if (!this.isBefore(hits[parent]!, hits[at]!)) return
      ;[hits[at], hits[parent]] = [hits[parent]!, hits[at]!]
      at = parent
    }
  }

  #down(): void {
    const hits = this.#hits
    for (let at = 0; ; ) {
      let last = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < hits.length && this.isBefore(hits[last]!, hits[child]!)) last = child
      }
      if (last === at) return
      ;[hits[at], hits[last]] = [hits[last]!, hits[at]!]
      at = last
    }
  }
}

/** How many of the papers found carry which label, and are of which year (a number of four digits). */
export type Counts = { labels: Map<string, number>; years: Map<number, number> }

export const noCounts = (): Counts => ({ labels: new Map(), years: new Map() })

/** Counts the papers of a segment that are marked with one of the two numbers. */
export function countFound(counts: Counts, facts: SegmentFacts, marks: Uint8Array, least: number): void {
  const labels = new Uint32Array(facts.labels.length)
  const years = new Uint32Array(10_000)
  const { dates, offsets, labelled } = facts
  for (let number = 0; number < marks.length; number++) {
    if (marks[number]! < least) continue
    const date = dates[number]!
    if (date > 0) years[(date / 10_000) | 0]!++
    for (let at = offsets[number]!; at < offsets[number + 1]!; at++) labels[labelled[at]!]!++
  }
  labels.forEach((count, i) => {
    if (count > 0) counts.labels.set(facts.labels[i]!, (counts.labels.get(facts.labels[i]!) ?? 0) + count)
  })
  years.forEach((count, year) => {
    if (count > 0) counts.years.set(year, (counts.years.get(year) ?? 0) + count)
  })
}
