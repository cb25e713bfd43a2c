import { database } from '#lib/db'
import { MOST_PAPERS, type SegmentSize } from '#lib/search/plan-merge'
import { decodeFacts } from '#lib/search/segment-facts'
import type { Statement } from '../statement.ts'
import { holdingLease } from './builder-lease.ts'
import { BLOCKS_PER_SEGMENT } from './look-up.ts'
import { numberOf } from './open-index.ts'

/** How many papers changed since they were indexed, counted no further than `most`. */
export async function countChanged(most: number): Promise<number> {
  const { read } = await database()
  const { rows } = await read('SELECT count(*) AS n FROM (SELECT DISTINCT paper_pk FROM search_change LIMIT ?)', [most])
  return Number(rows[0]!.n)
}

/** Papers that changed, as many as fit in a segment, with the last change that the log knows of. */
export async function readChanged(): Promise<{ pks: number[]; upTo: number }> {
  const { read } = await database()
  const { rows } = await read(
    `SELECT json_group_array(pk) AS pks, (SELECT coalesce(max(seq), 0) FROM search_change) AS seq
     FROM (SELECT DISTINCT paper_pk AS pk FROM search_change ORDER BY 1 LIMIT ?)`,
    [MOST_PAPERS],
  )
  return { pks: JSON.parse(String(rows[0]!.pks)), upTo: Number(rows[0]!.seq) }
}

/** The last change that the log knows of, and all papers, in order. */
export async function readAll(): Promise<{ pks: number[]; upTo: number }> {
  const { read } = await database()
  const { rows } = await read(
    `SELECT json_group_array(pk) AS pks, (SELECT coalesce(max(seq), 0) FROM search_change) AS seq
     FROM (SELECT pk FROM paper ORDER BY pk)`,
    [],
  )
  return { pks: JSON.parse(String(rows[0]!.pks)), upTo: Number(rows[0]!.seq) }
}

/** The segments that are read. */
export async function findSizes(): Promise<SegmentSize[]> {
  const { read } = await database()
  const { rows } = await read('SELECT id, paper_count, gone_count FROM search_segment WHERE live ORDER BY id', [])
  return rows.map(({ id, paper_count, gone_count }) => ({
    id: Number(id),
    papers: Number(paper_count) - Number(gone_count),
    gone: Number(gone_count),
  }))
}

/** The papers of some segments that can still be found by them, in order. */
export async function findAlive(ids: number[]): Promise<number[]> {
  const alive: number[] = []
  for (const { pks, gone } of await readPapersOf(ids)) {
    const lost = new Set(gone)
    for (const pk of pks) if (!lost.has(pk)) alive.push(pk)
  }
  return alive.sort((a, b) => a - b)
}

/**
 * A change of the index, which is done at once or not at all. `live`: segments to be read from now on; `dropped`: those that are not any
 * more. `indexed`: papers that the new segments have as they were at change `upTo`; null for all there are.
 */
export type Replacement = { live: number[]; dropped: number[]; indexed: number[] | null; upTo: number }

export async function replaceSegments(change: Replacement, builder: string, now: Date): Promise<void> {
  const { transact } = await database()
  const { live, dropped, indexed, upTo } = change
  const list = JSON.stringify
  await transact([
    holdingLease(builder, now),
    { sql: 'DELETE FROM search_segment WHERE id IN (SELECT value FROM json_each(?))', args: [list(dropped)] },
    ...(indexed && indexed.length > 0 ? await goneStatements(new Set(indexed), dropped) : []),
    { sql: 'UPDATE search_segment SET live = true WHERE id IN (SELECT value FROM json_each(?))', args: [list(live)] },
    indexed
      ? {
          sql: 'DELETE FROM search_change WHERE seq <= ? AND paper_pk IN (SELECT value FROM json_each(?))',
          args: [upTo, list(indexed)],
        }
      : { sql: 'DELETE FROM search_change WHERE seq <= ?', args: [upTo] },
  ])
}

/** In the older segments a paper that a newer one has is gone. */
async function goneStatements(newer: Set<number>, dropped: number[]): Promise<Statement[]> {
  const ids = (await findSizes()).map(({ id }) => id).filter(id => !dropped.includes(id))
  return (await readPapersOf(ids)).flatMap(({ id, pks, gone }) => {
    const all = new Set(gone)
    for (const pk of newer) if (numberOf(pks, pk) >= 0) all.add(pk)
    if (all.size === gone.length) return []
    return [
      {
        sql: 'UPDATE search_segment SET gone = ?, gone_count = ? WHERE id = ?',
        args: [JSON.stringify([...all]), all.size, id],
      },
    ]
  })
}

async function readPapersOf(ids: number[]): Promise<{ id: number; pks: Int32Array; gone: number[] }[]> {
  const { read } = await database()
  const { rows } = await read(
    'SELECT id, facts, gone FROM search_segment WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
  return rows.map(({ id, facts, gone }) => ({
    id: Number(id),
    pks: decodeFacts(new Uint8Array(facts as ArrayBuffer)).pks,
    gone: JSON.parse(String(gone)),
  }))
}

/** Few enough that nobody waits for the database meanwhile. */
const BLOCKS_AT_ONCE = 200

/** Deletes what is left of segments that are not read any more, or never were. Only who builds may do so. */
export async function clearLeftovers(builder: string, clock: () => Date): Promise<void> {
  const { read, transact } = await database()
  await transact([holdingLease(builder, clock()), { sql: 'DELETE FROM search_segment WHERE NOT live', args: [] }])
  const { rows } = await read(
    `SELECT DISTINCT id / ${BLOCKS_PER_SEGMENT} AS id FROM search_block
     WHERE id / ${BLOCKS_PER_SEGMENT} NOT IN (SELECT id FROM search_segment)`,
    [],
  )
  for (const { id } of rows) {
    for (let deleted = BLOCKS_AT_ONCE; deleted === BLOCKS_AT_ONCE; ) {
      const [, result] = await transact([
        holdingLease(builder, clock()),
        {
          sql: 'DELETE FROM search_block WHERE id IN (SELECT id FROM search_block WHERE id BETWEEN ?1 AND ?2 LIMIT ?3)',
          args: [Number(id) * BLOCKS_PER_SEGMENT, (Number(id) + 1) * BLOCKS_PER_SEGMENT - 1, BLOCKS_AT_ONCE],
        },
      ])
      deleted = result!.rowsAffected
    }
  }
}
