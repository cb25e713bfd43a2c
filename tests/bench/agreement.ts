import { tagPaper } from '#lib/domain/topics/tag'
import type { Labelled } from './labelled.ts'

/** How far tagger and readers agree, counted over topics of papers; what one reader alone gave is neither right nor wrong. */
export type Agreement = { precision: number; recall: number; f1: number }
type Counted = { right: number; wrong: number; missed: number }

export function countAgreement({ topics, alsoFine, ...paper }: Labelled): Counted {
  const slugs = tagPaper(paper).map(({ slug }) => slug)
  return {
    right: slugs.filter(slug => topics.includes(slug)).length,
    wrong: slugs.filter(slug => !topics.includes(slug) && !alsoFine.includes(slug)).length,
    missed: topics.filter(slug => !slugs.includes(slug)).length,
  }
}

export function agreementOf(counted: Counted[]): Agreement {
  const sum = (key: keyof Counted) => counted.reduce((total, one) => total + one[key], 0)
  const [right, wrong, missed] = [sum('right'), sum('wrong'), sum('missed')]
  return {
    precision: right / (right + wrong),
    recall: right / (right + missed),
    f1: (2 * right) / (2 * right + wrong + missed),
  }
}

/** The span of micro-F1 in which nine in ten of 2,000 samples of as many papers lie, drawn with putting back. */
export function intervalOf(counted: Counted[]): [number, number] {
  const random = randomFrom(1)
  const draw = () => agreementOf(counted.map(() => counted[Math.floor(random() * counted.length)]!)).f1
  const drawn = Array.from({ length: 2_000 }, draw).sort((a, b) => a - b)
  return [drawn[100]!, drawn[1_899]!]
}

/** Splits the papers in halves 1,000 times: the mean of a half, and how much nine in ten pairs of halves differ at most. */
export function splitApart(counted: Counted[]): { half: Agreement; others: number } {
  const random = randomFrom(2)
  const halves = Array.from({ length: 1_000 }, () => {
    const shuffled = counted
      .map(one => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
    const middle = Math.floor(counted.length / 2)
    return [agreementOf(shuffled.slice(0, middle)), agreementOf(shuffled.slice(middle))] as const
  })
  const mean = (key: keyof Agreement) => halves.reduce((sum, [half]) => sum + half[key], 0) / halves.length
  const differences = halves.map(([one, other]) => Math.abs(one.f1 - other.f1)).sort((a, b) => a - b)
  return {
    half: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') },
    others: differences[899]!,
  }
}

/** Mulberry32: the same numbers at every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
