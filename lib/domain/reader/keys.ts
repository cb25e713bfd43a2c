/** What a key can do. */
export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'save'
  | 'seen'
  | 'back'
  | 'topics'
  | 'search'
  | 'help'
  | `go ${string}`

/** After `g`, where to. */
export const PLACES: Record<string, { path: string; name: string }> = {
  h: { path: '/', name: 'home' },
  n: { path: '/?sort=new', name: 'newest' },
  t: { path: '/topics', name: 'topics' },
  d: { path: '/digest', name: 'digest' },
  s: { path: '/saved', name: 'saved papers' },
}

const KEYS: Record<string, Command> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  s: 'save',
  x: 'seen',
  b: 'back',
  t: 'topics',
  '/': 'search',
  '?': 'help',
}

/** How long `g` waits for its second key. */
export const PATIENCE_MS = 1500

export type Pressed = { key: string; at: number; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/**
 * What a pressed key asks for, and since when a `g` waits for its second key. A chord with Ctrl, Meta or Alt is the browser's, always.
 */
export function readKey(
  pressed: Pressed,
  waitsSince: number | null,
): { command: Command | null; waitsSince: number | null } {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return { command: null, waitsSince: null }
  const waits = waitsSince !== null && pressed.at - waitsSince < PATIENCE_MS
  if (waits)
    return { command: Object.hasOwn(PLACES, pressed.key) ? `go ${PLACES[pressed.key]!.path}` : null, waitsSince: null }
  if (pressed.key === 'g') return { command: null, waitsSince: pressed.at }
  return { command: Object.hasOwn(KEYS, pressed.key) ? KEYS[pressed.key]! : null, waitsSince: null }
}
