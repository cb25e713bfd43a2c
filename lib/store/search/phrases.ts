import { setImmediate as breathe } from 'node:timers/promises'
import { database } from '#lib/db'
import type { Field } from '#lib/domain/query/feed-query'

/** So many papers are looked through at once: a phrase of common words takes long, and who waits meanwhile is everybody. */
const SLICE = 20_000

const COLUMNS: Record<Field, string> = { any: '', title: 'title : ', abstract: 'abstract : ', author: 'authors : ' }

/** The keys of the papers that have words in a row, ascending, by the full-text table: the index knows of no order. */
export async function findPhrase(field: Field, text: string): Promise<Int32Array> {
  const { read } = await database()
  // Within a string of FTS5 a doubled quote is the only thing with a meaning: https://sqlite.org/fts5.html#fts5_strings
  const phrase = `${COLUMNS[field]}"${text.replaceAll('"', '""')}"`
  const { rows } = await read('SELECT max(pk) AS last FROM paper', [])
  const last = Number(rows[0]!.last ?? 0)
  const found: number[] = []
  for (let from = 0; from <= last; from += SLICE) {
    if (from > 0) await breathe()
    const { rows: some } = await read(
      'SELECT json_group_array(rowid) AS pks FROM paper_fts WHERE paper_fts MATCH ? AND rowid BETWEEN ? AND ?',
      [phrase, from, from + SLICE - 1],
    )
    found.push(...(JSON.parse(String(some[0]!.pks)) as number[]))
  }
  return Int32Array.from(found)
}
