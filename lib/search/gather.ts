import type { SegmentFacts } from './segment-facts.ts'

/** A paper that was found: its value in the order that is asked for, its date as a number, whether it has only some of what was asked. */
export type Hit = { pk: number; score: number; date: number; partial: boolean }

/** How what was found is ordered: by a value of each paper, or without one by how well it fits; then the newest first. */
export type Order = { valueOf: ((pk: number, date: number) => number) | null; isBefore(a: Hit, b: Hit): boolean }

/** Papers that have equally much of what was asked: the first of them, how many there are, and what they are about. */
export class Group {
  size = 0
  #best: Best
  #counters: Counter[] = []
  #facts: SegmentFacts | null = null

  constructor(
    limit: number,
    readonly order: Order,
  ) {
    this.#best = new Best(limit, order.isBefore)
  }

  /** Goes on to the papers of a segment. */
  enter(facts: SegmentFacts): void {
    this.#facts = facts
    this.#counters.push(new Counter(facts))
  }

  /** Takes a paper of the segment that was entered last. */
  add(paper: number, fit: number): void {
    const { pks, dates } = this.#facts!
    this.size++
    this.#counters.at(-1)!.add(paper)
    const [pk, date] = [pks[paper]!, dates[paper]!]
    const score = this.order.valueOf ? this.order.valueOf(pk, date) : fit
    if (score >= this.#best.threshold) this.#best.add({ pk, score, date, partial: false })
  }

  hits(): Hit[] {
    return this.#best.ordered()
  }

  get counters(): readonly Counter[] {
    return this.#counters
  }
}

/** The counts of some groups together. */
export function addCounts(groups: Group[]): Counts {
  const counts: Counts = { labels: new Map(), years: new Map() }
  for (const { counters } of groups) for (const counter of counters) counter.addTo(counts)
  return counts
}

/** The best of many, kept in order: what does not come among the first `limit` is let go at once. */
class Best {
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

/** Counts papers of a segment. */
class Counter {
  #labels: Uint32Array
  #years = new Uint32Array(YEARS)

  constructor(readonly facts: SegmentFacts) {
    this.#labels = new Uint32Array(facts.labels.length)
  }

  add(paper: number): void {
    const { dates, offsets, labelled } = this.facts
    const year = ((dates[paper]! / 10_000) | 0) - FIRST_YEAR
    if (year >= 0 && year < YEARS) this.#years[year]!++
    for (let at = offsets[paper]!; at < offsets[paper + 1]!; at++) this.#labels[labelled[at]!]!++
  }

  /** Adds what was counted to the counts of other segments. */
  addTo(counts: Counts): void {
    this.#labels.forEach((count, i) => {
      const label = this.facts.labels[i]!
      if (count > 0) counts.labels.set(label, (counts.labels.get(label) ?? 0) + count)
    })
    this.#years.forEach((count, i) => {
      if (count > 0) counts.years.set(FIRST_YEAR + i, (counts.years.get(FIRST_YEAR + i) ?? 0) + count)
    })
  }
}

const FIRST_YEAR = 1000
const YEARS = 1200
