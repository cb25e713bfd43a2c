import { beforeEach, describe, expect, it } from 'vitest'
import { claimJob, findRecentRuns, finishJob, recordRun, renewJob } from '#lib/store/jobs'
import { deleteJobRuns, saveUpkeep } from '#lib/store/tidy'
import { openTestDatabase } from '#tests/support/database'

const MINUTE = 60_000
const at = (time: string) => new Date(`2026-11-23T${time}Z`)
const claim = (worker: string, now: Date, everyMs = 15 * MINUTE) => claimJob('rank', everyMs, 3 * MINUTE, worker, now)
const did = (summary: string | null) => ({ ok: true, summary }) as const

beforeEach(() => openTestDatabase())

describe('a job', () => {
  it('is one worker’s, however many ask at once', async () => {
    const asked = Array.from({ length: 50 }, (_, i) => claim(`worker ${i % 4}`, at('08:00:01')))
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
  })

  it('is due once in each piece of time, whether the tick comes early or late', async () => {
    for (const [time, due] of [
      ['08:00:00.020', true],
      ['08:01:00', false],
      ['08:14:59.990', false],
      ['08:15:00.001', true],
      ['08:29:59.999', false],
      ['09:59:00', true],
      ['10:00:00', true],
    ] as const) {
      expect([time, await claim('ada', at(time))]).toEqual([time, due])
      if (due) await finishJob('rank', 'ada', at(time), did(null), at(time))
    }
  })

  it('goes to another worker when its own vanished, and not before', async () => {
    expect(await claim('ada', at('08:00:00'), MINUTE)).toBe(true)
    expect(await claim('bob', at('08:02:00'), MINUTE)).toBe(false)
    await renewJob('rank', 3 * MINUTE, 'ada', at('08:02:00'))
    expect(await claim('bob', at('08:04:00'), MINUTE)).toBe(false)
    expect(await claim('bob', at('08:05:00'), MINUTE)).toBe(true)
    // Ada was only slow: she must not give away what is Bob's now.
    await finishJob('rank', 'ada', at('08:00:00'), did('late'), at('08:05:10'))
    expect(await claim('cleo', at('08:06:00'), MINUTE)).toBe(false)
  })

  it('is not lost to a clock that was a year ahead for a while', async () => {
    expect(await claim('ada', new Date('2027-11-23T08:00:00Z'))).toBe(true)
    expect(await claim('ada', at('08:00:00'))).toBe(true)
  })
})

describe('the record of runs', () => {
  it('keeps what did something or failed, newest first, and not what found nothing to do', async () => {
    await claim('ada', at('08:00:00'))
    await finishJob('rank', 'ada', at('08:00:00'), did('Ranked 119 papers.'), at('08:00:02'))
    await claim('ada', at('08:15:00'))
    await finishJob('rank', 'ada', at('08:15:00'), did(null), at('08:15:00'))
    await recordRun('digest', at('08:16:00'), { ok: false, error: 'the server is away' }, at('08:16:30'))
    expect(await findRecentRuns(10)).toEqual([
      {
        job: 'digest',
        startedAt: at('08:16:00'),
        finishedAt: at('08:16:30'),
        ok: false,
        summary: null,
        error: 'the server is away',
      },
      {
        job: 'rank',
        startedAt: at('08:00:00'),
        finishedAt: at('08:00:02'),
        ok: true,
        summary: 'Ranked 119 papers.',
        error: null,
      },
    ])
    expect(await findRecentRuns(1)).toHaveLength(1)
  })

  it('notes when a job last worked and when it last looked', async () => {
    const { prisma } = await openTestDatabase()
    await claim('ada', at('08:00:00'))
    await finishJob('rank', 'ada', at('08:00:00'), did('Ranked.'), at('08:00:02'))
    await claim('ada', at('08:15:00'))
    await finishJob('rank', 'ada', at('08:15:00'), did(null), at('08:15:00'))
    expect(await prisma.job.findUnique({ where: { name: 'rank' } })).toEqual({
      name: 'rank',
      lastStartedAt: at('08:00:00'),
      lastCheckedAt: at('08:15:00'),
      leaseUntil: null,
      leasedBy: null,
    })
  })

  it('forgets runs before a time', async () => {
    for (const time of ['07:00:00', '08:00:00', '09:00:00']) await recordRun('rank', at(time), did('Ranked.'), at(time))
    expect(await deleteJobRuns(at('08:00:00'))).toBe(1)
    expect(await findRecentRuns(10)).toHaveLength(2)
    await saveUpkeep()
  })
})
