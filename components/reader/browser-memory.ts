// What a browser remembers of its reader, and nobody else gets. Every access can fail: storage can be switched off, or full.

const KEPT = 'attn.reader'
const RULES = 'attn.rules'
const VISIT = 'attn.visit'
const LIST = 'attn.list'
const PLACE = 'attn.place'
const DAMAGED = 'attn.reader.unread'

/** Where each thing is kept. The script of lib/domain/web/before-paint knows `attn.rules` and `attn.place` too. */
export const NAMES = { KEPT, RULES, VISIT, LIST, PLACE, DAMAGED } as const

/** The text of that name; null when there is none; `blocked` when nothing can be read at all. */
export function recall(name: string): string | null | 'blocked' {
  try {
    return localStorage.getItem(name)
  } catch {
    return 'blocked'
  }
}

/** Keeps a text for the next visits too. */
export function remember(name: string, text: string): 'kept' | 'blocked' | 'full' {
  try {
    localStorage.setItem(name, text)
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked'
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch {
    // What cannot be kept need not be forgotten.
  }
}

export function forgetAll(): void {
  try {
    for (const name of Object.values(NAMES)) {
      localStorage.removeItem(name)
      sessionStorage.removeItem(name)
    }
  } catch {
    // What cannot be kept need not be forgotten.
  }
}

/** What this tab remembers under a name, until it is closed. */
export function recallInTab(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

export function rememberInTab(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Then there is no way back to the same place, and nothing else is lost.
  }
}
