import { database } from '#lib/db'
import { decodeFacts } from '#lib/search/segment-facts'
import { readChanged } from './changed-papers.ts'
import { type Held, heldIndex, type OpenIndex, type OpenSegment, type StoredSegment } from './held.ts'

/** The index as the database has it now: one small question, and what that shows to be new is read. */
export async function openIndex(): Promise<OpenIndex> {
  const mine = await heldIndex()
  const version = await readVersion()
  if (mine.index?.version === version) return mine.index
  // Many ask at once when something changed: one reads for all, and who asked about a later state asks again.
  if (mine.opening) {
    const opened = await mine.opening
    if (opened.version === version) return opened
    // Begun after this was asked, it is late enough: while others write the state is never the one that was seen.
    if (mine.opening) return mine.opening
  }
  mine.opening = reopen(mine, version).finally(() => {
    mine.opening = null
  })
  mine.index = await mine.opening
  return mine.index
}

/** The live segments and the log, in one word each. */
async function readVersion(): Promise<string> {
  const { read } = await database()
  const { rows } = await read(STATE, [])
  return `${rows[0]!.segments ?? ''} ${rows[0]!.first ?? 0}-${rows[0]!.last ?? 0}`
}

const segmentsOf = (version: string): string => version.split(' ')[0]!

const STATE = `SELECT (SELECT group_concat(id || ':' || gone_count) FROM search_segment WHERE live) AS segments,
  (SELECT min(seq) FROM search_change) AS first, (SELECT max(seq) FROM search_change) AS last`

async function reopen(mine: Held, version: string): Promise<OpenIndex> {
  const parts = await readSegments(mine)
  const changed = await readChanged(mine)
  // What was moved from the changes into a segment between the two would be in neither. What only changed is read the next time.
  const after = await readVersion()
  if (segmentsOf(after) !== segmentsOf(version)) return reopen(mine, after)
  const segments = parts.map(({ id, facts, firstKeys }): OpenSegment => {
    const gone = new Set<number>()
    for (const pk of [...(mine.gone.get(id)?.pks ?? []), ...changed.pks]) {
      const number = numberOf(facts.pks, pk)
      if (number >= 0) gone.add(number)
    }
    return { id, facts, firstKeys, gone, blocks: null }
  })
  segments.push(...changed.segments)
  const papers = segments.reduce((sum, { facts, gone }) => sum + facts.pks.length - gone.size, 0)
  return { version, segments, papers }
}

async function readSegments(mine: Held): Promise<StoredSegment[]> {
  const { read } = await database()
  const { rows: live } = await read('SELECT id, gone_count FROM search_segment WHERE live ORDER BY id', [])
  const ids = new Set(live.map(({ id }) => Number(id)))
  for (const id of mine.stored.keys()) if (!ids.has(id)) mine.stored.delete(id)
  for (const { id, gone_count } of live) {
    if (mine.gone.get(Number(id))?.count === Number(gone_count) && mine.stored.has(Number(id))) continue
    const known = mine.stored.has(Number(id))
    const { rows } = await read(
      `SELECT gone, gone_count, ${known ? "'' AS directory, '' AS facts" : 'directory, facts'} FROM search_segment WHERE id = ?`,
      [id!],
    )
    const [row] = rows
    if (!row) continue
    mine.gone.set(Number(id), { count: Number(row.gone_count), pks: JSON.parse(String(row.gone)) })
    if (known) continue
    const facts = decodeFacts(new Uint8Array(row.facts as ArrayBuffer))
    mine.stored.set(Number(id), { id: Number(id), facts, firstKeys: JSON.parse(String(row.directory)) })
  }
  return [...mine.stored.values()].sort((a, b) => a.id - b.id)
}

/** The place of a key among ascending ones, or -1. */
export function numberOf(pks: Int32Array, pk: number): number {
  let [low, high] = [0, pks.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    if (pks[middle] === pk) return middle
    if (pks[middle]! < pk) low = middle + 1
    else high = middle - 1
  }
  return -1
}
