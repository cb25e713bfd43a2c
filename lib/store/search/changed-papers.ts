import { setImmediate as breathe } from 'node:timers/promises'
import { database } from '#lib/db'
import { SegmentBuilder } from '#lib/search/segment-builder'
import type { Held, OpenSegment } from './held.ts'
import { readIndexedPapers } from './indexed-papers.ts'

/** Papers that changed are indexed in memory by so many neighbours, so that one more change costs no more than those, however many there are. */
const NEIGHBOURS = 256

/** What changed since the segments were built: as segments in memory, and the keys of all that changed, also of what is gone. */
export async function readChanged({ changed }: Held): Promise<{ segments: OpenSegment[]; pks: number[] }> {
  const { read } = await database()
  const { rows } = await read(
    `SELECT json_group_array(pk) AS pks, json_group_array(seq) AS seqs
     FROM (SELECT paper_pk AS pk, max(seq) AS seq FROM search_change GROUP BY paper_pk ORDER BY paper_pk)`,
    [],
  )
  const pks = JSON.parse(String(rows[0]!.pks)) as number[]
  const seqs = JSON.parse(String(rows[0]!.seqs)) as number[]
  const places = new Map<number, number[]>()
  pks.forEach((pk, i) => {
    const place = Math.floor(pk / NEIGHBOURS)
    places.set(place, [...(places.get(place) ?? []), i])
  })
  for (const known of changed.keys()) if (!places.has(known)) changed.delete(known)
  for (const [place, members] of places) {
    const state = members.map(i => `${pks[i]}:${seqs[i]}`).join()
    if (changed.get(place)?.state === state) continue
    changed.set(place, { state, segment: await index(members.map(i => pks[i]!)) })
    await breathe()
  }
  return { segments: [...changed.values()].flatMap(({ segment }) => segment ?? []), pks }
}

async function index(pks: number[]): Promise<OpenSegment | null> {
  const builder = new SegmentBuilder()
  for (const paper of await readIndexedPapers(pks)) builder.add(paper)
  if (builder.size === 0) return null
  const { facts, table } = builder.finish()
  return { id: 0, facts, firstKeys: table.firstKeys, gone: new Set(), blocks: table.blocks }
}
