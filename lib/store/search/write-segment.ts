import { database } from '#lib/db'
import type { BuiltSegment } from '#lib/search/segment-builder'
import { encodeFacts } from '#lib/search/segment-facts'
import { holdingLease } from './builder-lease.ts'
import { BLOCKS_PER_SEGMENT } from './look-up.ts'

/** Written in parts, so that nobody waits long for the database, and none of it is read before all of it is there. */
const PART_BYTES = 2 * 2 ** 20
const PART_ROWS = 2000

/** Writes a segment that nobody reads yet, and returns its id. */
export async function writeSegment(segment: BuiltSegment, builder: string, clock: () => Date): Promise<number> {
  const { transact } = await database()
  const { facts, table, vectors } = segment
  const [, inserted] = await transact([
    holdingLease(builder, clock()),
    {
      sql: 'INSERT INTO search_segment (paper_count, directory, facts, built_at) VALUES (?, ?, ?, ?) RETURNING id',
      args: [facts.pks.length, JSON.stringify(table.firstKeys), encodeFacts(facts), clock().getTime()],
    },
  ])
  const id = Number(inserted!.rows[0]!.id)
  const blocks = table.blocks.map((data, number): Row => [id * BLOCKS_PER_SEGMENT + number, data])
  const words = vectors.map(
    (vector, i): Row => [facts.pks[i]!, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)],
  )
  for (const rows of partsOf(blocks)) await write('INSERT INTO search_block (id, data)', rows)
  for (const rows of partsOf(words)) {
    // A paper may have been deleted since it was read.
    await write(
      'INSERT OR REPLACE INTO search_vector (paper_pk, words)',
      rows,
      'WHERE EXISTS (SELECT 1 FROM paper WHERE pk = column1)',
    )
  }
  return id

  async function write(into: string, rows: Row[], where = ''): Promise<void> {
    const values = rows.map(() => '(?, ?)').join(', ')
    await transact([
      holdingLease(builder, clock()),
      { sql: `${into} SELECT * FROM (VALUES ${values}) ${where}`, args: rows.flat() },
    ])
  }
}

type Row = [key: number, data: Uint8Array]

function* partsOf(rows: Row[]): Generator<Row[]> {
  let [part, bytes]: [Row[], number] = [[], 0]
  for (const row of rows) {
    part.push(row)
    bytes += row[1].length
    if (bytes < PART_BYTES && part.length < PART_ROWS) continue
    yield part
    ;[part, bytes] = [[], 0]
  }
  if (part.length > 0) yield part
}
