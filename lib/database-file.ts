import { statSync } from 'node:fs'

/** The file: URL of a database file. A path may hold what means something else in a URL: `#`, `?`, `%`, spaces. */
export const urlOfFile = (path: string): string => `file:${path.split('/').map(encodeURIComponent).join('/')}`

/** The path that a file: URL names, as libSQL reads it; null for a URL of a server. */
export function fileOfUrl(url: string): string | null {
  const path = /^file:(?:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1]
  return path === undefined ? null : decodeURIComponent(path)
}

/** Which file stands at a path at this moment, whatever is in it; null for none. */
export const fileAt = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.ino ?? null
