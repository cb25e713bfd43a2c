import { database } from '#lib/db'
import { reorder } from '#lib/search/feedback'
import type { Hit } from '#lib/search/gather'
import type { PlannedClause } from '#lib/search/plan'
import type { PaperVector } from '#lib/search/vector'

/** A query of fewer words leaves little doubt of what is meant, and its best papers say little of it. */
const LEAST_WORDS = 3
/** Papers behind these stay where they are. */
export const REORDERED = 60

/** Hits of one kind, best first, in the order of what the best of them have in common. */
export async function reorderHits(hits: Hit[], plan: PlannedClause[]): Promise<Hit[]> {
  const wanted = plan.filter(({ not }) => !not)
  if (wanted.length < LEAST_WORDS || hits.length < 2) return hits
  const first = hits.slice(0, REORDERED)
  const vectors = await findVectors(first.map(({ pk }) => pk))
  const candidates = first.map(hit => ({ pk: hit.pk, score: hit.score, vector: vectors.get(hit.pk) ?? null, hit }))
  const asked = wanted.reduce((sum, { times }) => sum + 1 + Math.log(times), 0)
  return [...reorder(candidates, asked).map(({ hit }) => hit), ...hits.slice(REORDERED)]
}

async function findVectors(pks: number[]): Promise<Map<number, PaperVector>> {
  const { read } = await database()
  // As one row of text: to read a hundred rows takes the driver longer than to find them.
  const { rows } = await read(
    `SELECT group_concat(v.paper_pk || ':' || hex(v.words)) AS vectors
     FROM json_each(?) e CROSS JOIN search_vector v ON v.paper_pk = e.value`,
    [JSON.stringify(pks)],
  )
  const vectors = String(rows[0]!.vectors ?? '').split(',')
  return new Map(vectors.filter(Boolean).map(readVector))
}

function readVector(text: string): [number, PaperVector] {
  const [pk, words] = text.split(':')
  const bytes = new Uint8Array(words!.length / 2)
  Buffer.from(bytes.buffer).write(words!, 'hex')
  return [Number(pk), new Uint32Array(bytes.buffer)]
}
