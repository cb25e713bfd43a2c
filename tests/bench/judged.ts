/** Which documents are relevant to which query, and how many pairs that are. */
export type Judgments = { relevant: Map<string, Set<string>>; all: number }

/** nDCG of the first ten and average precision of the first hundred, the mean over all queries with anything relevant. */
export function meanOf(found: Map<string, string[]>, { relevant }: Judgments) {
  const each = [...relevant].map(([query, wanted]) => ({
    ndcg: ndcgOf(found.get(query) ?? [], wanted),
    map: precisionOf(found.get(query) ?? [], wanted),
  }))
  const mean = (name: 'ndcg' | 'map') => each.reduce((sum, query) => sum + query[name], 0) / each.length
  return { ndcg: mean('ndcg'), map: mean('map'), queries: each.length }
}

const discount = (place: number) => 1 / Math.log2(place + 2)

function ndcgOf(found: string[], wanted: Set<string>): number {
  const gain = found.slice(0, 10).reduce((sum, id, i) => sum + (wanted.has(id) ? discount(i) : 0), 0)
  let best = 0
  for (let i = 0; i < Math.min(10, wanted.size); i++) best += discount(i)
  return gain / best
}

function precisionOf(found: string[], wanted: Set<string>): number {
  let [hits, sum] = [0, 0]
  found.slice(0, 100).forEach((id, i) => {
    if (wanted.has(id)) sum += ++hits / (i + 1)
  })
  return sum / wanted.size
}
