import { beforeEach, describe, expect, it } from 'vitest'
import { createPageCache, type Made } from '#lib/page-cache'

let at: number
let mark: string | null
let made: number

beforeEach(() => {
  at = Date.UTC(2026, 10, 26)
  mark = 'a'
  made = 0
})

const cacheOf = (maxBytes = 1000, maxAgeMs = 30_000) =>
  createPageCache<string>({ maxBytes, maxAgeMs, sizeOf: page => page.length, findMark: () => mark }, () => new Date(at))

const make = async (): Promise<Made<string>> => ({ page: `page ${++made}`, as: 'keep' })
const later = () => new Promise(resolve => setImmediate(resolve))

describe('a page that is kept', () => {
  it('is shown as it is until it is half as old as it may be, then made anew while it is shown', async () => {
    const cache = cacheOf()
    const get = async () => (await cache.get('/', make)).page
    expect(await get()).toBe('page 1')
    at += 14_999
    expect(await get()).toBe('page 1')
    at += 1
    expect(await get()).toBe('page 1')
    await later()
    expect(await get()).toBe('page 2')
    expect(made).toBe(2)
  })

  it.each([null, 'a'])('is never shown when it is older than it may be (mark %s)', async unchanged => {
    mark = unchanged
    const cache = cacheOf()
    await cache.get('/', make)
    at += 30_000
    expect(await cache.get('/', make)).toEqual({ page: 'page 2', hit: false })
  })

  it('is not shown after something was written, but is made once a second at most', async () => {
    const cache = cacheOf()
    await cache.get('/', make)
    mark = 'b'
    at += 999
    expect(await cache.get('/', make)).toEqual({ page: 'page 1', hit: true })
    at += 1
    expect(await cache.get('/', make)).toEqual({ page: 'page 2', hit: false })
  })

  it('counts as old as its reading began, and lacks what was written since', async () => {
    const cache = cacheOf()
    await cache.get('/', async () => {
      mark = 'b'
      at += 20_000
      return make()
    })
    expect((await cache.get('/', make)).page).toBe('page 2')
  })

  it('is not shown for an hour more when the clock is set back by one', async () => {
    const cache = cacheOf()
    await cache.get('/', make)
    at -= 3_600_000
    expect((await cache.get('/', make)).page).toBe('page 2')
  })

  it('outlives a failure to make the next one, but not its own age', async () => {
    const cache = cacheOf()
    const fail = async (): Promise<Made<string>> => ({ page: 'broken', as: 'failed' })
    await cache.get('/', make)
    at += 16_000
    expect((await cache.get('/', fail)).page).toBe('page 1')
    await later()
    const away = () => Promise.reject(new Error('away'))
    expect((await cache.get('/', away)).page).toBe('page 1')
    await later()
    at += 14_000
    expect((await cache.get('/', fail)).page).toBe('broken')
    await expect(cache.get('/', away)).rejects.toThrow('away')
    expect(await cache.get('/', make)).toEqual({ page: 'page 2', hit: false })
  })

  it('is forgotten once there is none', async () => {
    const cache = cacheOf()
    await cache.get('/', make)
    at += 16_000
    await cache.get('/', async () => ({ page: 'gone', as: 'pass' }))
    await later()
    expect(await cache.get('/', make)).toEqual({ page: 'page 2', hit: false })
  })
})

it('makes one page for all who ask meanwhile', async () => {
  const cache = cacheOf()
  const all = await Promise.all([cache.get('/', make), cache.get('/', make), cache.get('/topics', make)])
  expect(all.map(({ page }) => page)).toEqual(['page 1', 'page 1', 'page 2'])
})

describe('a page that is being made when something is written', () => {
  const slow = () => {
    let finish = () => {}
    const finished = new Promise<void>(resolve => {
      finish = resolve
    })
    const make = async (): Promise<Made<string>> => {
      const page = `page ${++made}`
      await finished
      return { page, as: 'keep' }
    }
    return { make, finish }
  }

  it('is not for who comes after, and does not take the place of the one that is', async () => {
    const cache = cacheOf()
    const [before, after] = [slow(), slow()]
    const first = cache.get('/', before.make)
    at += 1000
    mark = 'b'
    const second = cache.get('/', after.make)
    const third = cache.get('/', make)
    after.finish()
    expect(await Promise.all([second, third])).toMatchObject([{ page: 'page 2' }, { page: 'page 2' }])
    before.finish()
    expect((await first).page).toBe('page 1')
    at += 1000
    expect(await cache.get('/', make)).toEqual({ page: 'page 2', hit: true })
  })

  it('is for all who come within a second, so that many writes make not many pages', async () => {
    const cache = cacheOf()
    const one = slow()
    const first = cache.get('/', one.make)
    at += 999
    mark = 'b'
    const second = cache.get('/', make)
    one.finish()
    expect(await Promise.all([first, second])).toMatchObject([{ page: 'page 1' }, { page: 'page 1' }])
  })
})

it('keeps nothing with an age of 0', async () => {
  const cache = cacheOf(1000, 0)
  await cache.get('/', make)
  expect(await cache.get('/', make)).toEqual({ page: 'page 2', hit: false })
})

it('holds so many bytes, and drops first what nobody asked for longest', async () => {
  const cache = cacheOf(20)
  const get = async (key: string, page: string) => (await cache.get(key, async () => ({ page, as: 'keep' }))).hit
  await get('/', '12345678')
  for (let id = 0; id < 1000; id++) {
    await get(`/papers/${id}`, '12345678')
    expect(await get('/', '')).toBe(true)
  }
  expect(await get('/papers/999', '12345678')).toBe(true)
  expect(await get('/papers/998', '12345678')).toBe(false)
  // What is too large alone, and what is for nobody else, drives nothing out.
  await get('/large', 'x'.repeat(21))
  await cache.get('/papers/nope', async () => ({ page: 'x'.repeat(20), as: 'pass' }))
  expect(await get('/papers/998', '12345678')).toBe(true)
})
