/**
 * What was made of an address. `keep`: it may be shown to others. `pass`: it is for who asked now, and the last one kept, if any, is no longer
 * true. `failed`: it is for who asked now, and says nothing about the last one.
 */
export type Made<Page> = { page: Page; as: 'keep' | 'pass' | 'failed' }

type Entry<Page> = { page: Page; bytes: number; madeAt: number; mark: string | null }

type Making<Page> = { page: Promise<Page>; madeAt: number; mark: string | null }

type Settings<Page> = {
  maxBytes: number
  /** So old a page is not shown any more, in milliseconds. With 0 none is kept. */
  maxAgeMs: number
  sizeOf(page: Page): number
  /** Something that is another once the pages may have changed; null where that cannot be told. */
  findMark(): string | null
}

/**
 * So long a page is shown, or waited for while it is made, without a look whether something was written: however much is, each that can be
 * kept is made about once a second.
 */
const REST_MS = 1000

/** How a page was had: from what is kept, or made now, for this reader or together with others. */
export type Had<Page> = { page: Page; hit: boolean }

/**
 * Pages in memory, those longest unasked dropped first. Whoever asks for one while it is being made waits for that one, unless something was
 * written since that began.
 */
export type PageCache<Page> = { get(key: string, make: () => Promise<Made<Page>>): Promise<Had<Page>> }

export function createPageCache<Page>(settings: Settings<Page>, clock: () => Date): PageCache<Page> {
  const kept = new Map<string, Entry<Page>>()
  const making = new Map<string, Making<Page>>()
  let bytes = 0

  const drop = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  function keep(key: string, entry: Entry<Page>) {
    drop(key)
    if (settings.maxAgeMs === 0 || entry.bytes > settings.maxBytes) return
    kept.set(key, entry)
    bytes += entry.bytes
    // A Map lists its keys in the order in which they were set.
    for (const oldest of kept.keys()) {
      if (bytes <= settings.maxBytes) break
      drop(oldest)
    }
  }

  function makeOnce(key: string, make: () => Promise<Made<Page>>): Promise<Page> {
    // Both before the page is made: what happens meanwhile may be missing from it.
    const [madeAt, mark] = [clock().getTime(), settings.findMark()]
    const underWay = making.get(key)
    if (underWay && (underWay.mark === mark || madeAt - underWay.madeAt < REST_MS)) return underWay.page
    const own: Making<Page> = { page: makeAnew(), madeAt, mark }
    making.set(key, own)
    return own.page

    async function makeAnew(): Promise<Page> {
      let isLatest = false
      const { page, as } = await make().finally(() => {
        isLatest = making.get(key) === own
        if (isLatest) making.delete(key)
      })
      // Another began after this one, and knows more.
      if (!isLatest) return page
      if (as === 'keep') keep(key, { page, bytes: settings.sizeOf(page), madeAt, mark })
      else if (as === 'pass') drop(key)
      return page
    }
  }

  function judge({ madeAt, mark }: Entry<Page>): 'good' | 'ageing' | 'old' {
    const age = clock().getTime() - madeAt
    // A clock that was set back makes nobody wait for it.
    if (age < 0 || age >= settings.maxAgeMs) return 'old'
    if (age < REST_MS) return 'good'
    if (settings.findMark() !== mark) return 'old'
    return age < settings.maxAgeMs / 2 ? 'good' : 'ageing'
  }

  return {
    async get(key, make) {
      const entry = kept.get(key)
      const state = entry ? judge(entry) : 'old'
      if (!entry || state === 'old') return { page: await makeOnce(key, make), hit: false }
      kept.delete(key)
      kept.set(key, entry)
      // Nobody waits for the next one. If it cannot be made, somebody will once this one is old.
      if (state === 'ageing') makeOnce(key, make).catch(() => {})
      return { page: entry.page, hit: true }
    },
  }
}
