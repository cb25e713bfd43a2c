import { useSyncExternalStore } from 'react'
import type { Problem } from './reader-store.ts'

let message = ''
let timer: ReturnType<typeof setTimeout>
const listeners = new Set<() => void>()

/** How long a message stays. */
const STAYS_MS = 8000

/** Says something at the foot of the window, to eyes and to screen readers. */
export function say(text: string): void {
  clearTimeout(timer)
  set(text)
  timer = setTimeout(() => set(''), STAYS_MS)
}

export const useMessage = (): string =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => message,
    () => '',
  )

/** What is to be said of something that was to be kept. */
export const PROBLEMS: Record<NonNullable<Problem>, string> = {
  blocked: 'This browser keeps nothing for this site: it is forgotten when you leave this page.',
  full: 'There is no room left in this browser: it is forgotten when you leave this page.',
}

function set(text: string) {
  message = text
  for (const listener of listeners) listener()
}
