import { stemmer } from 'stemmer'

type Document = { _id: string; title: string; text: string }

/** The textbook's BM25 (k1 1.2, b 0.75), title and text as one, stemmed: what the figures of the page are held against. */
export function plainBm25(documents: Document[], queries: { _id: string; text: string }[]): Map<string, string[]> {
  const lists = new Map<string, { document: number; count: number }[]>()
  const lengths = documents.map(({ title, text }, document) => {
    const counts = new Map<string, number>()
    const words = stemsOf(`${title} ${text}`)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of counts) lists.set(word, [...(lists.get(word) ?? []), { document, count }])
    return words.length
  })
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  return new Map(
    queries.map(({ _id, text }) => {
      const scores = new Map<number, number>()
      for (const word of new Set(stemsOf(text))) {
        const list = lists.get(word) ?? []
        const worth = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5))
        for (const { document, count } of list) {
          const norm = 1.2 * (0.25 + (0.75 * lengths[document]!) / mean)
          scores.set(document, (scores.get(document) ?? 0) + (worth * count * 2.2) / (count + norm))
        }
      }
      const best = [...scores].sort((a, b) => b[1] - a[1]).slice(0, 100)
      return [_id, best.map(([document]) => documents[document]!._id)]
    }),
  )
}

const stemsOf = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(word => stemmer(word))
