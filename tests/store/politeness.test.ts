import { execFile, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'
import { claimTurn, findHourLeft, leaveTurn, renewTurn, TURN_LEASE_MS } from '#lib/store/politeness'
import { askPolitely } from '#tests/support/ask-politely'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { startSourceServer } from '#tests/support/source-server'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NOW = new Date('2026-11-25T00:10:00Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const later = (ms: number) => new Date(NOW.getTime() + ms)

const ARXIV = { service: 'arxiv', gapMs: 3 * SECOND }
const GITHUB = { service: 'github', gapMs: 0, perHour: 60 }

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

/** Takes the turn and gives it back at once. */
async function ask(limits: typeof ARXIV, at: Date, told = {}) {
  const turn = await claimTurn(limits, 'turn', 'ada', at)
  if (turn.mine) await leaveTurn(limits, 'turn', told, at)
  return turn
}

describe('a turn', () => {
  it('is one process’s alone until it is given back, and then the gap begins', async () => {
    expect(await claimTurn(ARXIV, 'ada 1', 'ada', NOW)).toEqual({ mine: true })
    expect(await claimTurn(ARXIV, 'bob 1', 'bob', NOW)).toMatchObject({ mine: false, for: 'others' })
    await leaveTurn(ARXIV, 'ada 1', {}, later(2 * SECOND))
    expect(await claimTurn(ARXIV, 'bob 2', 'bob', later(2 * SECOND))).toEqual({ mine: false, waitMs: 3001, for: 'gap' })
    // Who had it last comes a little later, so that all get theirs.
    expect(await claimTurn(ARXIV, 'ada 2', 'ada', later(2 * SECOND))).toMatchObject({ mine: false, waitMs: 3041 })
    expect(await claimTurn(ARXIV, 'bob 3', 'bob', later(5000))).toMatchObject({ mine: false, waitMs: 1 })
    expect(await claimTurn(ARXIV, 'bob 3', 'bob', later(5001))).toEqual({ mine: true })
  })

  it('at one service keeps nobody from another', async () => {
    await claimTurn(ARXIV, 'ada 1', 'ada', NOW)
    expect(await claimTurn(GITHUB, 'ada 2', 'ada', NOW)).toEqual({ mine: true })
  })

  it('of fifty that ask at once is got by one', async () => {
    const turns = await Promise.all(Array.from({ length: 50 }, (_, i) => claimTurn(ARXIV, `${i}`, `${i}`, NOW)))
    expect(turns.filter(({ mine }) => mine)).toHaveLength(1)
  })

  it('of a process that died is free again when its lease is over, and not while it shows signs of life', async () => {
    await claimTurn(ARXIV, 'ada 1', 'ada', NOW)
    await renewTurn('arxiv', 'ada 1', later(10 * SECOND))
    expect(await claimTurn(ARXIV, 'bob 1', 'bob', later(TURN_LEASE_MS + SECOND))).toMatchObject({ mine: false })
    expect(await claimTurn(ARXIV, 'bob 1', 'bob', later(10 * SECOND + TURN_LEASE_MS))).toEqual({ mine: true })
    // The dead one wakes up: it no longer has anything to give back.
    await leaveTurn(ARXIV, 'ada 1', {}, later(30 * SECOND))
    expect(await db.prisma.service.findFirst()).toMatchObject({ heldBy: 'bob 1' })
  })
})

describe('what a service says', () => {
  it('holds for everybody, until then', async () => {
    await ask(ARXIV, NOW, { waitMs: 10 * MINUTE })
    expect(await claimTurn(ARXIV, 'bob', 'bob', later(MINUTE))).toEqual({
      mine: false,
      waitMs: 9 * MINUTE,
      for: 'told',
    })
    expect(await claimTurn(ARXIV, 'bob', 'bob', later(10 * MINUTE))).toEqual({ mine: true })
  })

  it('about its hour counts more than our own count', async () => {
    await ask(GITHUB, NOW)
    expect(await findHourLeft(GITHUB, NOW)).toBe(59)
    await ask(GITHUB, NOW, { left: 2, resetMs: 20 * MINUTE })
    expect(await findHourLeft(GITHUB, NOW)).toBe(2)
    await ask(GITHUB, NOW)
    await ask(GITHUB, NOW)
    expect(await ask(GITHUB, later(MINUTE))).toEqual({ mine: false, waitMs: 19 * MINUTE, for: 'hour' })
    expect(await findHourLeft(GITHUB, later(20 * MINUTE))).toBe(60)
    expect(await ask(GITHUB, later(20 * MINUTE))).toEqual({ mine: true })
  })
})

it('never more than an hour’s questions within an hour that began with the first', async () => {
  for (let i = 0; i < 60; i++) expect(await ask(GITHUB, later(i * SECOND))).toEqual({ mine: true })
  expect(await ask(GITHUB, later(MINUTE))).toEqual({ mine: false, waitMs: 59 * MINUTE, for: 'hour' })
  expect(await ask(GITHUB, later(HOUR))).toEqual({ mine: true })
})

describe('a clock that was a year ahead', () => {
  const YEAR = 365 * 24 * HOUR
  it.each([
    ['took the turn and died', () => claimTurn(ARXIV, 'ada', 'ada', later(YEAR)), TURN_LEASE_MS],
    ['gave the turn back', () => ask(ARXIV, later(YEAR)), 3 * SECOND + 1],
    ['was told to wait', () => ask(ARXIV, later(YEAR), { waitMs: MINUTE }), 6 * HOUR],
  ])('and %s blocks nobody for longer than that may take', async (_, act, mostMs) => {
    await act()
    const first = await claimTurn(ARXIV, 'bob', 'bob', NOW)
    expect(first.mine).toBe(false)
    expect(await claimTurn(ARXIV, 'bob', 'bob', later(mostMs))).toEqual({ mine: true })
  })
})

const asking = (url: string, gapMs: number, count: number, name: string) => [
  '--import',
  'tsx',
  'tests/support/asking-process.ts',
  ...[db.url, url, String(gapMs), String(count), name],
]

describe('four processes', { timeout: 120_000 }, () => {
  it('ask one service at once: never two requests in flight, never too soon, and each gets its turns', async () => {
    const GAP = 150
    const EACH = 12
    const server = await startSourceServer(async () => {
      await sleep(5 + Math.random() * 30)
      return { body: 'ok' }
    })
    const names = ['ada', 'bob', 'cleo', 'dan']
    await Promise.all(
      names.map(name => promisify(execFile)(process.execPath, asking(server.url, GAP, EACH, name), { cwd: ROOT })),
    )
    await server.stop()
    const gap = server.shortestGapMs()
    console.log(
      `shortest gap of ${server.seen.length} requests by four processes: ${gap.toFixed(1)} ms where ${GAP} ms are due`,
    )
    expect(server.seen).toHaveLength(names.length * EACH)
    expect(server.mostAtOnce()).toBe(1)
    expect(gap).toBeGreaterThanOrEqual(GAP)
    // Once all are there, nobody waits while others ask again and again.
    const order = server.seen.map(({ path }) => path.slice(5))
    const together = order.slice(
      Math.max(...names.map(name => order.indexOf(name))),
      Math.min(...names.map(name => order.lastIndexOf(name))),
    )
    for (const name of names) expect(longestPause(together, name)).toBeLessThan(16)
  })

  it('of which one is killed in the middle of a request go on after its lease', async () => {
    let asked = 0
    const server = await startSourceServer(async ({ search }) => {
      if (search === '?by=ada' && ++asked === 2) await sleep(60_000, undefined, { ref: false })
      return { body: 'ok' }
    })
    const ada = spawn(process.execPath, asking(server.url, 10, 5, 'ada'), { cwd: ROOT, stdio: 'ignore' })
    while (asked < 2) await sleep(20)
    ada.kill('SIGKILL')
    const began = performance.now()
    await askPolitely(server.url, 10, 3, 'bob')
    await server.stop()
    expect(performance.now() - began).toBeLessThan(TURN_LEASE_MS + 20_000)
    expect(server.seen.filter(({ path }) => path === '/?by=bob')).toHaveLength(3)
    expect(server.seen.at(-3)!.beganMs - server.seen.at(-4)!.beganMs).toBeGreaterThan(TURN_LEASE_MS * 0.7)
  })
})

function longestPause(order: string[], name: string): number {
  let longest = 0
  let pause = 0
  for (const one of order) {
    pause = one === name ? 0 : pause + 1
    longest = Math.max(longest, pause)
  }
  return longest
}
