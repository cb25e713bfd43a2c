import type { Database } from '#lib/db'

/** What a backup says of itself: when it was begun, and the secret that was kept beside the database, or the mark of the one that was not. */
export type Stamp = { madeAt: Date; secret: string | null; secretMark: string }

/** Writes a consistent copy of a database file into another that is not there yet. Readers and writers go on meanwhile. */
export async function copyDatabase({ read }: Database, file: string): Promise<void> {
  await read('VACUUM INTO ?', [file])
}

/** Writes into a copy when it was made, and the secret. Leaves it as one file, without a log beside it. */
export async function stampBackup(
  { script, transact }: Database,
  { madeAt, secret, secretMark }: Stamp,
): Promise<void> {
  await transact([
    'DROP TABLE IF EXISTS _backup',
    'CREATE TABLE _backup (made_at INTEGER NOT NULL, secret TEXT, secret_mark TEXT NOT NULL)',
    { sql: 'INSERT INTO _backup VALUES (?, ?, ?)', args: [madeAt.getTime(), secret, secretMark] },
  ])
  await script('PRAGMA journal_mode = DELETE')
}

/** What a backup says of itself, which is removed from it; null for a copy that something else made. */
export async function takeStamp({ read, script }: Database): Promise<Stamp | null> {
  const known = await read(`SELECT 1 FROM sqlite_master WHERE name = '_backup'`, [])
  if (known.rows.length === 0) return null
  const { rows } = await read('SELECT made_at, secret, secret_mark FROM _backup', [])
  await script('DROP TABLE _backup')
  const { made_at, secret, secret_mark } = rows[0]!
  return {
    madeAt: new Date(Number(made_at)),
    secret: secret === null ? null : String(secret),
    secretMark: String(secret_mark),
  }
}

/** What is wrong with a database, its pages, indexes and references, in one sentence; null for a sound one. */
export async function findDamage({ read }: Database): Promise<string | null> {
  const { rows } = await read('PRAGMA integrity_check(1)', [])
  const said = String(rows[0]?.integrity_check)
  if (said !== 'ok') return said
  const strays = await read('PRAGMA foreign_key_check', [])
  const [stray] = strays.rows
  return stray ? `a row of ${stray.table} belongs to none of ${stray.parent}` : null
}

/** How much of what matters a database holds. */
export async function countContents({ read }: Database): Promise<{ papers: number; readers: number; sent: number }> {
  const { rows } = await read(
    `SELECT (SELECT count(*) FROM paper) AS papers, (SELECT count(*) FROM subscriber WHERE status = 'active') AS readers,
       (SELECT count(*) FROM delivery WHERE state = 'sent') AS sent`,
    [],
  )
  const { papers, readers, sent } = rows[0]!
  return { papers: Number(papers), readers: Number(readers), sent: Number(sent) }
}

/**
 * Whether nobody else has the file of a database open: leaving the write-ahead log needs it alone. What the log holds is in the file
 * afterwards.
 */
export async function isUnused({ script }: Database): Promise<boolean> {
  try {
    await script('PRAGMA journal_mode = DELETE')
    return true
  } catch (error) {
    if (/^SQLITE_BUSY/.test(String((error as { code?: unknown }).code))) return false
    throw error
  }
}
