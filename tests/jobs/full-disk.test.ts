import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runDueJobs } from '#jobs/worker'
import { newWorkerName } from '#jobs/worker-name'
import { urlOfFile } from '#lib/database-file'
import { closeDatabase, database } from '#lib/db'
import { writeOutboxMail } from '#lib/outbox'
import { claimJob } from '#lib/store/jobs'
import { findPulse } from '#lib/store/status'
import { runCommand } from '#tests/support/command-line'
import { openTestDatabase } from '#tests/support/database'
import { ATTENTION, savePapers } from '#tests/support/papers'
import { mountTinyDisk } from '#tests/support/tiny-disk'

const NOW = new Date('2026-11-23T08:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

const disk = mountTinyDisk(6)

beforeEach(async () => {
  if (!disk) return
  disk.empty()
  await openTestDatabase({ DATA_DIR: disk.folder, DATABASE_URL: urlOfFile(join(disk.folder, 'attn.db')) })
  await savePapers([ATTENTION])
})

afterEach(async () => {
  await closeDatabase()
  if (disk) for (const name of readdirSync(disk.folder)) rmSync(join(disk.folder, name), { recursive: true })
})

afterAll(() => disk?.remove())

describe.skipIf(!disk)('a full disk (needs root on Linux)', { timeout: 180_000 }, () => {
  it('is refused by writing only, and forgotten when there is space again', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const runs: number[] = []
    const jobs = [{ name: 'count', everyMs: 60_000, run: async () => `Ran ${runs.push(1)}.` }]
    const tick = (minute: number) =>
      runDueJobs(jobs, { now: later(minute), worker: newWorkerName(), signal: new AbortController().signal })
    disk!.fill(0)
    for (let i = 0; i < 5; i++) await expect(claimJob(`job ${i}`, 1, 1, 'ada', NOW)).rejects.toThrow(/disk is full/)
    await tick(0)
    expect(runs).toEqual([])
    expect((await findPulse(NOW)).papers).toBe(1)
    disk!.empty()
    await tick(1)
    expect(runs).toEqual([1])
    expect(await claimJob('job', 1, 1, 'ada', NOW)).toBe(true)
  })

  it('leaves no beginning of a mail behind', async () => {
    await writeOutboxMail(Buffer.from('whole'), NOW)
    disk!.fill(8192)
    await expect(writeOutboxMail(Buffer.alloc(100_000), NOW)).rejects.toThrow(/ENOSPC/)
    expect(readdirSync(join(disk!.folder, 'outbox'))).toEqual([expect.stringMatching(/\.eml$/)])
  })

  it('ends an import with one sentence, keeping what is in, and the next one goes on', async () => {
    const lines = Array.from({ length: 4000 }, (_, i) =>
      JSON.stringify({ arxivId: `2401.${10_000 + i}`, title: `Paper ${i}`, abstract: `Of ${i}. `.repeat(60) }),
    )
    const file = join(disk!.folder, 'papers.jsonl')
    writeFileSync(file, lines.slice(0, 1500).join('\n'))
    disk!.fill(1_000_000)
    const full = await runCommand(['import', file])
    expect(full).toMatchObject({ code: 1, out: '' })
    expect(full.err).toBe(
      `The disk of ${disk!.folder} is full: free some space and start again. What was saved before is safe.\n`,
    )
    const { papers } = await findPulse(NOW)
    expect(papers).toBeGreaterThan(0)
    disk!.empty()
    writeFileSync(file, lines.slice(0, 20).join('\n'))
    expect(await runCommand(['import', file])).toMatchObject({ code: 0 })
  })

  it('ends a backup with one sentence and leaves no beginning of it behind, and the next one goes through', async () => {
    const backUp = () => runCommand(['backup', '--out', join(disk!.folder, 'backups')])
    disk!.fill(65_536)
    const full = await backUp()
    expect(full).toMatchObject({ code: 1, out: '' })
    expect(full.err).toMatch(/^The disk of \S+ is full: free some space/)
    expect(readdirSync(join(disk!.folder, 'backups'))).toEqual([])
    disk!.empty()
    expect(await backUp()).toMatchObject({ code: 0, err: '' })
  })

  it('ends a reindexing with one sentence; what was there serves on, and the next one goes through', async () => {
    const lines = Array.from({ length: 500 }, (_, i) =>
      JSON.stringify({
        arxivId: `2402.${10_000 + i}`,
        title: `Study ${i}`,
        abstract: `Word${i} of ${i * 7}. `.repeat(20),
      }),
    )
    const file = join(disk!.folder, 'papers.jsonl')
    writeFileSync(file, lines.join('\n'))
    expect(await runCommand(['import', file])).toMatchObject({ code: 0 })
    // A log that was written back keeps its size, and the next change fits into it without asking the disk for anything.
    await (await database()).prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
    disk!.fill(65_536)
    const full = await runCommand(['reindex'])
    expect(full).toMatchObject({ code: 1, out: '' })
    expect(full.err).toMatch(
      /^The disk of \S+ is full: free some space and start again\. What was saved before is safe\.\n$/,
    )
    disk!.empty()
    expect(await runCommand(['reindex'])).toEqual({ code: 0, out: 'Indexed 501 papers.\n', err: '' })
    const { prisma } = await database()
    // No beginning of an index is left behind.
    expect(await prisma.searchSegment.count({ where: { live: false } })).toBe(0)
    expect((await prisma.searchSegment.aggregate({ _sum: { paperCount: true } }))._sum.paperCount).toBe(501)
  })
})
