import { now } from '#lib/clock'
import type { Env } from '#lib/env'
import { recordRun } from '#lib/store/jobs'
import { findNewestDate, hasPapers } from '#lib/store/papers'
import { prepareDatabase } from './prepare-database.ts'

/** Makes DATA_DIR and the database ready for use, a new one with the bundled papers. Returns a line for each thing to be told of. */
export async function prepareData(settings: Env): Promise<string[]> {
  const applied = await prepareDatabase(settings)
  const did = applied > 0 ? [`Applied ${applied} migration${applied === 1 ? '' : 's'} to the database.`] : []
  if (!(await hasPapers())) did.push(await loadListing())
  await (await import('./indexing.ts')).indexImported()
  return [...did, ...doubtClock(now(), await findNewestDate())]
}

async function loadListing(): Promise<string> {
  // Once in the life of a database: every other start does without.
  const [{ loadBundledListing }, { rankAll }] = await Promise.all([import('./bundled-listing.ts'), import('./rank.ts')])
  const startedAt = now()
  const { added } = await loadBundledListing(startedAt)
  const { scored, windows } = await rankAll({ now: startedAt })
  await recordRun('rank', startedAt, { ok: true, summary: `Ranked ${scored} papers over ${windows} windows.` }, now())
  return `Loaded the bundled listing: ${added} papers.`
}

// No reason to refuse: reading goes on, and what was done by a wrong clock is done anew by the right one. A clock that is ahead cannot
// be told from a machine that was off for long.
function doubtClock(now: Date, newest: string | null): string[] {
  const dayAfter = new Date(now.getTime() + 86_400_000).toISOString()
  if (newest === null || newest <= dayAfter) return []
  const said = now.toISOString().slice(0, 10)
  return [
    `The clock of this machine says ${said}, but a paper here came out on ${newest.slice(0, 10)}: set it, mails and rankings go by it.`,
  ]
}
