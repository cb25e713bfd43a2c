import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether two texts are equal, in a time that tells nothing of either. */
export function isSameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

/** Whether a header `Authorization` says `Bearer` and this. */
export const isBearer = (header: string | null | undefined, token: string): boolean =>
  isSameText(/^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '', token)
