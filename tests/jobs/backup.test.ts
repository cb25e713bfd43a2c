import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeBackup } from '#jobs/backup'
import { restoreBackup } from '#jobs/restore'
import { urlOfFile } from '#lib/database-file'
import { closeDatabase, type Database, database, openDatabase } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { secret } from '#lib/secret'
import { findAudit } from '#lib/store/audit'
import { hashEmail } from '#lib/store/email-hash'
import { leaveSubscription } from '#lib/store/subscribers'
import { suppressReader } from '#lib/store/suppressions'
import { runCommand } from '#tests/support/command-line'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { ATTENTION, savePapers } from '#tests/support/papers'
import { ADA, BOB, saveReader, saveRequest } from '#tests/support/readers'
import { makeFolder } from '#tests/support/started-site'

// The clock of the machine: the command line knows no other.
const NOW = new Date()

let db: TestDatabase
let elsewhere: ReturnType<typeof makeFolder>
let copy: string

beforeEach(async () => {
  elsewhere = makeFolder()
  copy = join(elsewhere.folder, 'copy.db')
  db = await openTestDatabase({ SECRET: undefined })
  await savePapers([ATTENTION])
  await saveReader(ADA, NOW)
})
afterEach(() => elsewhere.remove())

/** Changes a file as another program would, which leaves no log beside it. */
async function change(file: string, sql: string): Promise<void> {
  const other = await openDatabase(urlOfFile(file))
  await other.script(`${sql}; PRAGMA journal_mode = DELETE`)
  await other.close()
}

const backUp = (...more: string[]) => runCommand(['backup', '--out', copy, ...more])
const restore = (...more: string[]) => runCommand(['restore', copy, ...more])
const listFolder = () =>
  readdirSync(db.dir)
    .filter(name => !/-(wal|shm)$/.test(name))
    .sort()
const loseEverything = async () => {
  await closeDatabase()
  for (const name of readdirSync(db.dir)) rmSync(join(db.dir, name), { recursive: true })
}

it('saves and restores papers, readers and the secret', async () => {
  const mine = secret()
  const saved = await backUp()
  expect(saved).toMatchObject({ code: 0, err: '' })
  expect(saved.out).toMatch(/^Saved 1 papers, 1 readers and the secret to \S+copy\.db: 1 MB in [\d.]+ s, checked\.\n$/)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(readdirSync(elsewhere.folder)).toEqual(['copy.db'])
  await loseEverything()
  writeFileSync(join(db.dir, 'attn.db.4194999.attn.part'), 'what a restore that was killed left behind')
  const restored = await restore()
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toContain('1 papers, 1 readers, 0 digests sent until then.')
  expect(restored.out).toContain('The secret was restored too')
  expect(restored.out).toContain('links to leave in mails already sent still work')
  expect(secret()).toBe(mine)
  const { prisma } = await database()
  expect((await prisma.subscriber.findFirst())!.emailHash).toBe(hashEmail(ADA, mine))
  expect((await prisma.jobRun.findFirst({ where: { job: 'restore' } }))!.ok).toBe(true)
  expect(await findAudit(9)).toMatchObject([{ action: 'restore', target: 'copy.db' }])
  expect(await prisma.$queryRaw`SELECT 1 FROM sqlite_master WHERE name = '_backup'`).toEqual([])
  expect(listFolder()).toEqual(['attn.db', 'secret'])
})

it('says what another secret means, for readers and for who is none any more', async () => {
  await backUp()
  await loseEverything()
  const { out } = await runCommand(['restore', copy], { SECRET: 'another secret than that of the backup' })
  expect(out).toMatch(
    /^SECRET is not the one .* get nothing any more are not known as such, and who subscribes again is there twice\.$/m,
  )
})

it('makes the secret that nobody needed so far, for the first backup has to hold it', async () => {
  db = await openTestDatabase({ SECRET: undefined })
  expect(listFolder()).toEqual(['attn.db'])
  expect((await backUp()).out).toMatch(/^Saved 0 papers, 0 readers and the secret to /)
  const mine = secret()
  await loseEverything()
  expect((await restore()).out).toContain('The secret was restored too')
  expect(secret()).toBe(mine)
})

it("is nobody else's to read from its first byte on", async () => {
  const modes: number[] = []
  const onStep = () => {
    for (const name of readdirSync(elsewhere.folder)) modes.push(statSync(join(elsewhere.folder, name)).mode & 0o777)
  }
  await makeBackup({ out: copy, now: NOW, onStep })
  expect(modes).toEqual([0o600, 0o600])
})

it('keeps as many backups of a folder as it is told, and nothing else away from it', async () => {
  const folder = join(elsewhere.folder, 'all')
  mkdirSync(folder)
  const others = ['attn-2026-01-01T000000Z.db', 'attn-2026-01-02T000000Z.db', 'attn-2026-01-03T000000Z.db', 'mine.db']
  for (const name of others) writeFileSync(join(folder, name), '')
  // Somebody else's, and what a backup that was killed left behind; no process has such a number.
  writeFileSync(join(folder, 'thesis.4194999.part'), '')
  writeFileSync(join(folder, 'attn-2026-01-04T000000Z.db.4194999.attn.part'), '')
  const { out } = await runCommand(['backup', '--out', folder, '--keep', '2'])
  expect(out).toContain(' 2 older removed.')
  const left = readdirSync(folder).sort()
  expect(left).toEqual([
    'attn-2026-01-03T000000Z.db',
    expect.stringMatching(/^attn-\d{4}-.*Z\.db$/),
    'mine.db',
    'thesis.4194999.part',
  ])
})

it('never removes the one just made, which others of a clock that was ahead are newer than', async () => {
  for (const day of ['03', '04']) writeFileSync(join(elsewhere.folder, `attn-2026-01-${day}T000000Z.db`), '')
  const now = new Date('2026-01-02T00:00:00Z')
  expect((await makeBackup({ out: elsewhere.folder, keep: 2, now })).removed).toBe(1)
  expect(readdirSync(elsewhere.folder).sort()).toEqual(['attn-2026-01-02T000000Z.db', 'attn-2026-01-04T000000Z.db'])
})

/**
 * The database as it is now, as a file that this process never opened: what was open here once counts as in use until its garbage is
 * collected.
 */
async function leaveBehind(): Promise<{ DATABASE_URL: string }> {
  const file = join(elsewhere.folder, 'present.db')
  await (await database()).read('VACUUM INTO ?', [file])
  await closeDatabase()
  return { DATABASE_URL: urlOfFile(file) }
}

/** The database that is in place now. */
async function look<Found>({ DATABASE_URL }: { DATABASE_URL: string }, find: (db: Database) => Promise<Found>) {
  const db = await openDatabase(DATABASE_URL)
  return find(db).finally(db.close)
}

it('overwrites nothing, neither by a backup nor by restoring one', async () => {
  await backUp()
  const before = readFileSync(copy)
  const taken = `There is a file ${copy}: nothing is overwritten. Name another one.\n`
  expect(await backUp()).toMatchObject({ code: 1, out: taken })
  expect(readFileSync(copy).equals(before)).toBe(true)
  await saveReader(BOB, NOW)
  const here = await leaveBehind()
  const refused = await runCommand(['restore', copy], here)
  expect(refused.code).toBe(1)
  expect(refused.out).toMatch(/^There is a database already, \S+present\.db: say --replace to move it aside/)
  const replaced = await runCommand(['restore', copy, '--replace'], here)
  expect(replaced.code).toBe(0)
  expect(await look(here, db => db.prisma.subscriber.count())).toBe(1)
  const aside = urlOfFile(/What was here is at (\S+)\./.exec(replaced.out)![1]!)
  expect(await look({ DATABASE_URL: aside }, db => db.prisma.subscriber.count())).toBe(2)
})

it('leaves the secret as it is where the database cannot take its place', async () => {
  await backUp()
  const { DATABASE_URL } = await leaveBehind()
  const mine = 'the secret of the database that stays'
  writeFileSync(join(db.dir, 'secret'), mine)
  const later = new Date(NOW.getTime() + 60_000)
  const stamp = `replaced-${later.toISOString().slice(0, 19).replaceAll(':', '')}Z`
  writeFileSync(join(elsewhere.folder, `present.db.${stamp}`), 'in the way')
  vi.stubEnv('DATABASE_URL', DATABASE_URL)
  forgetEnv()
  await expect(restoreBackup({ file: copy, replace: true, sendMissed: false, now: later })).rejects.toThrow(/EEXIST/)
  vi.unstubAllEnvs()
  forgetEnv()
  expect(readFileSync(join(db.dir, 'secret'), 'utf8')).toBe(mine)
  expect(listFolder()).toEqual(['attn.db', 'secret'])
})

it('refuses while anybody has the database open', async () => {
  await backUp()
  const here = await leaveBehind()
  const args = ['--import', 'tsx', 'tests/support/other-process.ts', here.DATABASE_URL, 'hold', '60000']
  const site = spawn(process.execPath, args)
  await once(site.stdout, 'data')
  const { code, out } = await runCommand(['restore', copy, '--replace'], here)
  site.kill('SIGKILL')
  expect(out).toMatch(/^The database \S+ is in use: stop the site and the worker/)
  expect(code).toBe(1)
})

it('refuses what is damaged, newer, of something else or not there, and leaves everything as it is', async () => {
  await backUp()
  const here = await leaveBehind()
  const whole = readFileSync(copy)
  const refused = async () => {
    const { code, out } = await runCommand(['restore', copy, '--replace'], here)
    expect(code).toBe(1)
    return out
  }
  await change(copy, `INSERT INTO _migration VALUES ('29990101000000_flying', 'x', 0)`)
  expect(await refused()).toMatch(/newer Attn \(migration 29990101000000_flying\)/)
  const damaged = Buffer.from(whole)
  damaged.fill(0xaa, 8192, 60_000)
  writeFileSync(copy, damaged)
  expect(await refused()).toMatch(/copy\.db is no sound database .*: restore another backup\.$/m)
  writeFileSync(copy, 'a letter')
  expect(await refused()).toMatch(/is no sound database/)
  rmSync(copy)
  expect(await refused()).toMatch(/^There is no file/)
  await change(copy, 'CREATE TABLE recipe (name TEXT)')
  expect(await refused()).toMatch(/is a database, but not of Attn\./)
  expect(readdirSync(elsewhere.folder).sort()).toEqual(['copy.db', 'present.db'])
  expect(await look(here, db => db.prisma.subscriber.count())).toBe(1)
})

it('takes along who left and what was sent, where the database that is replaced can still be read', async () => {
  const ada = (await db.prisma.subscriber.findFirstOrThrow()).id
  const bob = await saveReader(BOB, NOW)
  await saveRequest('dora@example.org', NOW)
  await backUp()
  const { script } = await database()
  await script(`INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at)
    VALUES ('${ada}', '2026-11-26', 'sent', 0, 0, ${NOW.getTime()});
    INSERT INTO delivered_paper SELECT '${ada}', pk, '2026-11-26' FROM paper`)
  await suppressReader(ada, { reason: 'complained', detail: '' }, NOW)
  await leaveSubscription(bob, NOW)
  const here = await leaveBehind()
  const { out, code } = await runCommand(['restore', copy, '--replace'], here)
  expect(code).toBe(0)
  expect(out).toContain('Taken along from it: 1 rows of the ledger, 2 readers who left or get nothing any more.')
  expect(out).toMatch(/Who subscribed, confirmed or changed something after \S+Z is as they were then, or not here\.$/m)
  await look(here, async ({ prisma }) => {
    expect(await prisma.subscriber.findUnique({ where: { id: ada } })).toMatchObject({ status: 'suppressed' })
    expect(await prisma.subscriber.findUnique({ where: { id: bob } })).toMatchObject({ status: 'left', email: null })
    expect(await prisma.delivery.count({ where: { state: 'sent' } })).toBe(1)
    expect(await prisma.deliveredPaper.count()).toBe(1)
    expect(await prisma.suppression.count()).toBe(1)
    // The letter to Dora was waiting.
    expect(await prisma.letter.findMany({ select: { state: true } })).toEqual([{ state: 'uncertain' }])
  })
})

it('does not go on without what can be taken along once something is put right', async () => {
  await backUp()
  const here = await leaveBehind()
  await change(join(elsewhere.folder, 'present.db'), 'DROP TABLE suppression')
  const { out, code } = await runCommand(['restore', copy, '--replace'], here)
  expect(out).toMatch(
    /^What was sent and who left since cannot be taken along from \S+ \(.*no such table: old\.suppression\)/,
  )
  expect(code).toBe(1)
  expect(readdirSync(elsewhere.folder).sort()).toEqual(['copy.db', 'present.db'])
})

it('replaces a damaged database, and says what nobody can know', async () => {
  await backUp()
  const here = await leaveBehind()
  writeFileSync(join(elsewhere.folder, 'present.db'), 'nothing but noise')
  // As a process of its own: the driver lets go of a damaged file only when memory is tidied.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'jobs/cli.ts', 'restore', copy, '--replace'],
    { env: { ...process.env, ...here } },
  )
  expect(stdout).toMatch(/^What it knew could not be taken along: .*not a database\.$/m)
  expect(stdout).toContain('is as they were then')
  expect(await look(here, db => db.prisma.subscriber.count())).toBe(1)
})

it('says how, where the database is on a server', async () => {
  const remote = { DATABASE_URL: 'http://127.0.0.1:9' }
  expect((await runCommand(['restore', copy], remote)).out).toMatch(
    /^The database is on a server: .*`import` an export/,
  )
  expect(await runCommand(['backup', '--out', copy], remote)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^The database is on a server, which makes its own copies: .*`export --out FILE`/),
  })
  expect(existsSync(copy)).toBe(false)
})

it.each([
  [['restore'], 'restore needs a file: npm run attn -- restore backups/NAME.db\n'],
  [['backup', '--keep', '0'], '--keep "0" is no number of backups: write 7.\n'],
])('explains %j', async (args, said) => {
  expect(await runCommand(args)).toEqual({ code: 2, out: '', err: said })
})
