import { beforeEach, expect, it } from 'vitest'
import { candidateQueryOf } from '#jobs/digest-issue'
import { openPool } from '#jobs/digest-pool'
import { database } from '#lib/db'
import { claimDeliveries } from '#lib/store/deliveries'
import { planDeliveries } from '#lib/store/delivery-plan'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findIssueContext } from '#lib/store/issue-context'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, BERT, MAMBA, savePapers, seedPapers } from '../support/papers.ts'
import { saveReader } from '../support/readers.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')

beforeEach(async () => {
  await openTestDatabase()
  await savePapers([ATTENTION, BERT, MAMBA, ...seedPapers('video', 80, 'video'), ...seedPapers('code', 7, 'code')])
})

it('answers what a look for each reader alone would, whatever they follow and have seen', async () => {
  const choices = [
    {},
    { topics: ['video'] },
    { topics: ['code'] },
    { topics: ['video', 'machine-translation'], excluded: ['code'] },
    { searches: ['attention'] },
    { frequency: 'weekly' as const, weekday: 1 },
  ]
  const { transact } = await database()
  for (const [number, choice] of choices.entries()) {
    for (const seen of [0, 3, 30, 75, 200]) {
      const id = await saveReader(`reader${number}.${seen}@example.org`, JOINED, choice)
      await transact([
        {
          sql: `INSERT INTO delivered_paper SELECT ?, pk, '2026-11-20' FROM paper ORDER BY pk DESC LIMIT ?`,
          args: [id, seen],
        },
      ])
    }
  }
  await planDeliveries(DUE)
  const claimed = await claimDeliveries('one', DUE, 100)
  expect(claimed).toHaveLength(30)
  const pool = openPool(() => DUE)
  await pool.expect(claimed)
  for (const delivery of claimed) {
    const { subscriberId, localDate } = delivery
    const context = await findIssueContext(subscriberId, localDate)
    expect(await pool.context(subscriberId, localDate)).toMatchObject(context)
    const query = candidateQueryOf(delivery, context)
    expect(await pool.find(query)).toEqual(await findDigestCandidates(query))
  }
})
