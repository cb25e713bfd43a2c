import { database } from '#lib/db'

/** How many papers the full-text table lacks, or has though they are gone. It knows by itself what it has: `paper_fts_docsize`. */
export async function countTextFaults(): Promise<number> {
  const { read } = await database()
  const { rows } = await read(
    `SELECT (SELECT count(*) FROM paper WHERE pk NOT IN (SELECT id FROM paper_fts_docsize))
      + (SELECT count(*) FROM paper_fts_docsize WHERE id NOT IN (SELECT pk FROM paper)) AS n`,
    [],
  )
  return Number(rows[0]!.n)
}

/**
 * Makes the full-text table anew where it is wrong. Others wait for the database meanwhile, which at 100,000 papers is some seconds.
 * @see https://sqlite.org/fts5.html#the_rebuild_command
 */
export async function mendTextTable(): Promise<void> {
  if ((await countTextFaults()) === 0) return
  const { transact } = await database()
  await transact([{ sql: `INSERT INTO paper_fts (paper_fts) VALUES ('rebuild')`, args: [] }])
}
