import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#lib/db'
import { type CandidateQuery, findDigestCandidates } from '#lib/store/digest-candidates'
import { openTestDatabase } from '#tests/support/database'
import { ATTENTION, BERT, MAMBA, savePapers } from '../support/papers.ts'
import { ADA, saveReader } from '../support/readers.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const MASKED = {
  id: 'masked',
  title: 'Masked image modeling',
  abstract: 'For medical scans.',
  topics: ['medical'],
  score: 5,
}
const MODELS = {
  id: 'models',
  title: 'Modeling the masked image',
  abstract: 'In another order.',
  topics: ['video'],
  score: 4,
}

beforeEach(async () => {
  await openTestDatabase()
  await savePapers([ATTENTION, BERT, MAMBA, MASKED, MODELS])
})

const find = async (query: Partial<CandidateQuery> = {}) => {
  const all: CandidateQuery = { window: 'day', topics: [], subscriberId: null, localDate: '2026-11-23', limit: 10 }
  return (await findDigestCandidates({ ...all, ...query })).map(({ id, found }) => [id, ...found].join(' '))
}

/** That some signal was seen, so that there is a ranking. */
const saveRanking = async () =>
  (await database()).transact([`INSERT INTO standing VALUES ('attn', 'day', 0, '', 5, 3)`])

describe('searches', () => {
  it('find papers with all their words, as a phrase, and without what they leave out', async () => {
    expect(await find({ searches: ['masked image modeling'] })).toEqual(['masked 0', 'models 0'])
    expect(await find({ searches: ['"masked image modeling"'] })).toEqual(['masked 0'])
    expect(await find({ searches: ['masked image -medical'] })).toEqual(['models 0'])
    expect(await find({ searches: ['masked zebra'] })).toEqual([])
    expect(await find({ searches: ['topic:state-space-models'] })).toEqual(['2312.00752 0'])
  })
  it('come beside topics, and each says what it found', async () => {
    expect(await find({ topics: ['machine-translation'], searches: ['masked', 'modeling title:masked'] })).toEqual([
      ATTENTION.id,
      'masked 0 1',
      'models 0 1',
    ])
  })
})

it('what carries a topic that is left out never comes, by topic, by search or by date', async () => {
  expect(await find({ excluded: ['medical', 'language-modeling'] })).toEqual([ATTENTION.id, 'models'])
  expect(await find({ topics: ['language-modeling'], excluded: ['state-space-models'] })).toEqual([BERT.id])
  expect(await find({ searches: ['masked'], excluded: ['medical'] })).toEqual(['models 0'])
})

describe('a quiet day', () => {
  it('has no old papers to fill it, once there is a ranking and a first issue', async () => {
    const subscriberId = await saveReader(ADA, NOW)
    const query = { subscriberId, topics: ['language-modeling', 'machine-translation'] }
    await saveRanking()
    // The first issue is not empty.
    expect(await find(query)).toEqual([ATTENTION.id, MAMBA.id, BERT.id])
    await (await database()).transact([
      `INSERT INTO delivered_paper SELECT '${subscriberId}', pk, '2026-11-22' FROM paper WHERE id = 'masked'`,
    ])
    expect(await find(query)).toEqual([ATTENTION.id])
    expect(await find({ ...query, topics: ['language-modeling'] })).toEqual([])
  })
  it('is not one where nothing was seen to gain anything: the newest are an answer', async () => {
    const subscriberId = await saveReader(ADA, NOW)
    await (await database()).transact([
      `INSERT INTO delivered_paper SELECT '${subscriberId}', pk, '2026-11-22' FROM paper WHERE id = 'masked'`,
    ])
    expect(await find({ subscriberId, topics: ['language-modeling'] })).toEqual([MAMBA.id, BERT.id])
  })
})
