// Another process on a test's database: node --import tsx tests/support/other-process.ts URL (migrate | write NAME COUNT | hold MS)

import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { closeDatabase, database, openDatabase } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { claimJob, finishJob } from '#lib/store/jobs'
import { migrate, readMigrations } from '#lib/store/migrate'

const [url = '', what, name = '', count = '0'] = process.argv.slice(2)

if (what === 'migrate') {
  const db = await openDatabase(url)
  console.log(JSON.stringify(await migrate(db, readMigrations('prisma/migrations'), new Date())))
  await db.close()
} else if (what === 'hold') {
  const lock = await createClient({ url }).transaction('write')
  console.log('held')
  await sleep(Number(name))
  await lock.rollback()
} else {
  process.env.DATABASE_URL = url
  forgetEnv()
  let errors = 0
  for (let i = 0; i < Number(count); i++) await write(i).catch(() => errors++)
  console.log(JSON.stringify({ errors }))
  await closeDatabase()
}

// Each of the three ways in which the program writes: the typed client, a claim, statements that belong together.
async function write(i: number): Promise<void> {
  const { prisma, transact } = await database()
  const observation = { arxivId: `${name}.${i}`, signal: 'upvotes', observedAt: new Date(i), value: i }
  if (i % 3 === 0) await prisma.observation.create({ data: observation })
  else
    await transact([
      { sql: 'INSERT INTO observation VALUES (?, ?, ?, ?)', args: [`${name}.${i}`, 'upvotes', i, i] },
      { sql: 'UPDATE observation SET value = value + 1 WHERE arxiv_id = ?', args: [`${name}.${i}`] },
    ])
  if (i % 3 === 1 && (await claimJob(`${name} ${i}`, 1000, 1000, name, new Date())))
    await finishJob(`${name} ${i}`, name, new Date(), { ok: true, summary: null }, new Date())
}
