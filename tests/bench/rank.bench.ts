// How long ranking takes, in time of the processor, and how that grows with the papers: everything read for the first time, then a quarter of
// an hour later, when one paper in a hundred was observed again. The baseline is to read the same observations from the database, and no more.

import { join } from 'node:path'
import { rankAll } from '#jobs/rank'
import { closeDatabase, database } from '#lib/db'
import { DAY_MS, HOUR_MS } from '#lib/domain/rank/window'
import { forgetEnv } from '#lib/env'
import { migrate, readMigrations } from '#lib/store/migrate'
import { saveObservations } from '#lib/store/observations'
import { makeFolder } from '#tests/support/started-site'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const LOOKS = 10
const SIZES = [10_000, 100_000]

const totals: Record<string, number>[] = []
for (const papers of SIZES) totals.push(await measure(papers))
const [small, large] = totals as [Record<string, number>, Record<string, number>]
console.log(`\ngrowth, ${SIZES.join(' ▶ ')} papers`)
for (const name of Object.keys(small)) console.log(`  ${name.padEnd(32)}${(large[name]! / small[name]!).toFixed(1)} ×`)

async function measure(papers: number): Promise<Record<string, number>> {
  const { folder, remove } = makeFolder()
  Object.assign(process.env, { DATA_DIR: folder, DATABASE_URL: `file:${join(folder, 'attn.db')}` })
  forgetEnv()
  try {
    await migrate(await database(), readMigrations('prisma/migrations'), new Date(0))
    await savePapers(papers)
    for (let look = 0; look < LOOKS; look++) await saveLooks(papers, look)
    const reading = await seconds(readAll)
    const first = await seconds(() => rankAll({ now: new Date(NOW) }))
    await observeSome(papers)
    const next = await seconds(() => rankAll({ now: new Date(NOW + HOUR_MS / 4) }))
    const { scored, written, read } = next.answer
    console.log(`\n${papers} papers, ${papers * LOOKS} observations`)
    console.log(`  baseline, reading them alone    ${reading.took.toFixed(2)} s`)
    console.log(
      `  ranked for the first time       ${first.took.toFixed(2)} s = ${(first.took / reading.took).toFixed(1)} × baseline`,
    )
    console.log(
      `  a quarter of an hour later      ${next.took.toFixed(2)} s = ${(next.took / reading.took).toFixed(1)} × baseline`,
    )
    console.log(`  then read ${read} papers anew, wrote ${written} rows; ${scored} papers have a score`)
    return { 'ranked for the first time': first.took, 'a quarter of an hour later': next.took }
  } finally {
    await closeDatabase()
    remove()
  }
}

async function seconds<Answer>(work: () => Promise<Answer>): Promise<{ took: number; answer: Answer }> {
  const before = process.cpuUsage()
  const answer = await work()
  const { user, system } = process.cpuUsage(before)
  return { took: (user + system) / 1e6, answer }
}

function idOf(paper: number): string {
  return `${String(2000 + (paper % 700)).padStart(4, '0')}.${String(paper).padStart(6, '0')}`
}

/** Papers of two years, a tenth of them of the last three weeks. */
async function savePapers(papers: number) {
  const { transact } = await database()
  for (let from = 0; from < papers; from += 5000) {
    const rows = Array.from({ length: Math.min(5000, papers - from) }, (_, index) => {
      const paper = from + index
      const age = paper % 10 === 0 ? paper % 21 : paper % 730
      return { id: idOf(paper), published: new Date(NOW - age * DAY_MS).toISOString().slice(0, 10) }
    })
    await transact([
      {
        sql: `INSERT INTO paper (id, arxiv_id, title_key, title, abstract, published, first_seen_at, changed_at)
          SELECT value->>'id', value->>'id', value->>'id', 'On ' || (value->>'id'), ?2, value->>'published', 0, 0 FROM json_each(?1)`,
        args: [JSON.stringify(rows), 'Attention is what we look at in this paper, and at length. '.repeat(20)],
      },
    ])
  }
}

/** One look at every paper: those of the last weeks by the day, the others by the month. */
async function saveLooks(papers: number, look: number) {
  for (let from = 0; from < papers; from += 20_000) {
    await saveObservations(
      Array.from({ length: Math.min(20_000, papers - from) }, (_, index) => {
        const paper = from + index
        const apart = paper % 10 === 0 ? DAY_MS : 30 * DAY_MS
        return {
          arxivId: idOf(paper),
          signal: look % 2 ? ('githubStars' as const) : ('upvotes' as const),
          observedAt: new Date(NOW - (LOOKS - look) * apart + ((paper * 7919) % 1000) * 60_000),
          value: (paper % 97) + look * ((paper * 31) % 13),
        }
      }),
    )
  }
}

async function observeSome(papers: number) {
  await saveObservations(
    Array.from({ length: papers / 100 }, (_, index) => ({
      arxivId: idOf(index * 100),
      signal: 'upvotes' as const,
      observedAt: new Date(NOW + 60_000),
      value: 500 + index,
    })),
  )
}

async function readAll() {
  const { prisma } = await database()
  let observations = 0
  const rows = await prisma.$queryRaw<{ all: string }[]>`
    SELECT json_group_array(json_array(signal, observed_at, value)) AS "all" FROM observation GROUP BY arxiv_id`
  for (const row of rows) observations += (JSON.parse(row.all) as unknown[]).length
  return observations
}
