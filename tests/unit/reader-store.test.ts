import { beforeEach, expect, it, vi } from 'vitest'
import { isSaved, savePaper, withSettings } from '#lib/domain/reader/kept'
import { readKept, writeKept } from '#lib/domain/reader/read-kept'

// A tab of a browser: what is in the storage, and whether there is room for more under a name.
let stored: Map<string, string>
let hasRoom: (name: string) => boolean
const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  removeItem: (name: string) => stored.delete(name),
  setItem(name: string, text: string) {
    if (!hasRoom(name)) throw new DOMException('no room', 'QuotaExceededError')
    stored.set(name, text)
  },
}

const NOW = new Date('2026-11-26T09:00:00Z')
const KEPT = 'attn.reader'
const RULES = 'attn.rules'
const save = (id: string) => (kept: Parameters<typeof savePaper>[0]) =>
  savePaper(kept, { id, title: id, authors: '', published: null }, NOW)

async function openTab() {
  vi.resetModules()
  return import('../../components/reader/reader-store.ts')
}

beforeEach(() => {
  stored = new Map()
  hasRoom = () => true
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('sessionStorage', { getItem: () => null, removeItem() {} })
  vi.stubGlobal('document', { adoptedStyleSheets: [], referrer: '' })
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync() {}
    },
  )
  return () => vi.unstubAllGlobals()
})

it('knows what found no room until another tab writes, and then what that one wrote', async () => {
  const tab = await openTab()
  tab.changeKept(save('attention'))
  hasRoom = () => false
  tab.changeKept(save('bert'))
  tab.reload()
  expect(tab.readState()).toMatchObject({ problem: 'full', kept: { saved: [{ id: 'attention' }, { id: 'bert' }] } })
  // Erased in another tab.
  stored.clear()
  hasRoom = () => true
  tab.reload()
  expect(tab.readState()).toMatchObject({ problem: null, kept: { saved: [] } })
})

it('does not bring back what was erased while nobody told it', async () => {
  const tab = await openTab()
  tab.changeKept(save('attention'))
  hasRoom = () => false
  tab.changeKept(save('bert'))
  stored.clear()
  hasRoom = () => true
  tab.changeKept(save('mamba'))
  const { kept } = readKept(stored.get(KEPT)!)
  expect(['attention', 'bert', 'mamba'].map(id => isSaved(kept, id))).toEqual([false, false, true])
})

it('leaves no rules of something else than what is kept', async () => {
  const kept = withSettings(
    {
      saved: [],
      seen: [{ id: 'bert', at: '2026-11-26T09:00:00Z' }],
      muted: [],
      settings: { hidesSeen: false, hasKeys: true },
    },
    { hidesSeen: true },
  )
  stored.set(KEPT, writeKept(kept))
  const tab = await openTab()
  tab.changeKept(save('attention'))
  expect(stored.get(RULES)).toContain('bert')
  hasRoom = name => name !== RULES
  tab.changeKept(before => ({ ...before, seen: [] }))
  expect(stored.has(RULES)).toBe(false)
  hasRoom = () => true
  tab.changeKept(() => kept)
  hasRoom = () => false
  tab.changeKept(before => ({ ...before, seen: [] }))
  expect(stored.get(RULES)).toContain('bert')
})
