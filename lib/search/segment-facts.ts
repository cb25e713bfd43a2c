import type { IndexedPaper } from './analysis.ts'

/**
 * What a segment knows of its papers beside their words, by the number of the paper. `pks` ascend. `dates` as `yyyymmdd`, with zeros where
 * less is known and -1 where nothing is; `titles`: how many words each title has. `labels` are topics (`t:slug`) and categories (`c:cs.CV`); those of a paper are
 * `labelled[offsets[n]]` up to `labelled[offsets[n + 1]]`, as places in `labels`.
 */
export type SegmentFacts = {
  pks: Int32Array
  dates: Int32Array
  hasCode: Uint8Array
  titles: Uint16Array
  labels: string[]
  offsets: Int32Array
  labelled: Uint16Array
}

export const topicLabel = (slug: string): string => `t:${slug}`
export const categoryLabel = (category: string): string => `c:${category}`

/** A paper without its words. */
export type Facts = Omit<IndexedPaper, 'title' | 'abstract' | 'authors'> & { titleLength: number }

export function collectFacts(papers: Facts[]): SegmentFacts {
  const numbers = new Map<string, number>()
  const numberOf = (label: string) => {
    const known = numbers.get(label)
    if (known !== undefined) return known
    numbers.set(label, numbers.size)
    return numbers.size - 1
  }
  const offsets = new Int32Array(papers.length + 1)
  const labelled: number[] = []
  papers.forEach(({ topics, categories }, i) => {
    labelled.push(...topics.map(topic => numberOf(topicLabel(topic))))
    labelled.push(...new Set(categories.map(category => numberOf(categoryLabel(category)))))
    offsets[i + 1] = labelled.length
  })
  return {
    pks: Int32Array.from(papers, ({ pk }) => pk),
    dates: Int32Array.from(papers, ({ published }) => dateNumber(published)),
    hasCode: Uint8Array.from(papers, ({ hasCode }) => Number(hasCode)),
    titles: Uint16Array.from(papers, ({ titleLength }) => titleLength),
    labels: [...numbers.keys()],
    offsets,
    labelled: Uint16Array.from(labelled),
  }
}

/** A date of ISO 8601, as precise as it is, so that numbers are ordered as the texts are: `2024-06` is 20240600. */
export function dateNumber(date: string | null): number {
  const [, year, month = '0', day = '0'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date ?? '') ?? []
  return year === undefined ? -1 : Number(year) * 10_000 + Number(month) * 100 + Number(day)
}

const ARRAYS = ['pks', 'dates', 'hasCode', 'titles', 'offsets', 'labelled'] as const

/** The facts as bytes: a line of JSON with the labels and how long what follows is, then the arrays. */
export function encodeFacts(facts: SegmentFacts): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(
    JSON.stringify({ labels: facts.labels, lengths: ARRAYS.map(name => facts[name].byteLength) }),
  )
  const size = Buffer.alloc(4)
  size.writeUInt32LE(head.length)
  const arrays = ARRAYS.map(name => {
    const array = facts[name]
    return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength)
  })
  return new Uint8Array(Buffer.concat([size, head, ...arrays]))
}

export function decodeFacts(bytes: Uint8Array): SegmentFacts {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = 4 + buffer.readUInt32LE(0)
  const { labels, lengths } = JSON.parse(buffer.toString('utf8', 4, from)) as { labels: string[]; lengths: number[] }
  let at = from
  // Copied, because an array of 32 bits has to begin at a multiple of four.
  const [pks, dates, hasCode, titles, offsets, labelled] = lengths.map(length => {
    const part = bytes.slice(at, at + length)
    at += length
    return part.buffer as ArrayBuffer
  })
  return {
    pks: new Int32Array(pks!),
    dates: new Int32Array(dates!),
    hasCode: new Uint8Array(hasCode!),
    titles: new Uint16Array(titles!),
    labels,
    offsets: new Int32Array(offsets!),
    labelled: new Uint16Array(labelled!),
  }
}
