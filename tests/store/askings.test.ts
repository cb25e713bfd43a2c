import { beforeEach, expect, it } from 'vitest'
import { database } from '#lib/db'
import { countAsking, forgetAskings, LIMITS } from '#lib/store/askings'
import { openTestDatabase } from '../support/database.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const ask = (network: string | null, at = NOW) => countAsking(network, { now: at, secret: 'a secret for tests only' })
const HERE = '203.0.113.0/24'
const [{ most: AN_HOUR }, { most: A_DAY }] = LIMITS.network

beforeEach(async () => {
  await openTestDatabase()
})

it('a network can ask so often an hour, and so often a day', async () => {
  const granted: number[] = []
  for (let hour = 0; hour < 26; hour++)
    for (let time = 0; time < AN_HOUR + 5; time++)
      if ((await ask(HERE, later(hour + time / 1000))) === null) granted[hour] = (granted[hour] ?? 0) + 1
  const hours = Math.floor(A_DAY / AN_HOUR)
  expect(granted.slice(0, hours)).toEqual(Array(hours).fill(AN_HOUR))
  expect(granted.slice(0, 24).reduce((sum, count) => sum + (count ?? 0), 0)).toBe(A_DAY)
  expect(granted[24]).toBe(AN_HOUR)
})

it('one network does not use up what others may ask', async () => {
  const answers = await Promise.all(Array.from({ length: AN_HOUR * 3 }, () => ask(HERE)))
  expect(answers.filter(answer => answer === null)).toHaveLength(AN_HOUR)
  expect(answers.filter(answer => answer === 'network')).toHaveLength(AN_HOUR * 2)
  expect(await ask('2001:db8:1:2::/64')).toBeNull()
  const rows = await (await database()).prisma.asking.findMany({ orderBy: { times: 'desc' } })
  expect(rows.map(({ times }) => times)).toEqual([AN_HOUR * 3, AN_HOUR + 1, AN_HOUR, 1, 1])
})

it('everybody together can ask so often, whoever they are', async () => {
  const [{ most }] = LIMITS.everybody
  await ask(null)
  await (await database()).transact([{ sql: 'UPDATE asking SET times = ?', args: [most] }])
  expect(await ask(null)).toBe('everybody')
  expect(await ask(HERE)).toBe('everybody')
  expect(await ask(HERE, later(1.1))).toBeNull()
})

it('of a network nothing can be read, and nothing stays', async () => {
  await ask(HERE)
  const { prisma } = await database()
  expect(JSON.stringify(await prisma.asking.findMany())).not.toContain('203.0.113')
  await forgetAskings(later(2))
  expect(await prisma.asking.count()).toBe(1)
  await forgetAskings(later(24))
  expect(await prisma.asking.count()).toBe(0)
})

it('a clock that was a year ahead locks nobody out', async () => {
  for (let time = 0; time < AN_HOUR + 1; time++) await ask(HERE, later(24 * 365))
  expect(await ask(HERE)).toBeNull()
})
