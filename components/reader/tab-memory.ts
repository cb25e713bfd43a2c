import { type ListPlace, placeIn, readList, type SeenList } from '#lib/domain/reader/list'
import { NAMES, recallInTab, rememberInTab } from './browser-memory.ts'

/** The address of this page, as a list is remembered by. */
export const here = (): string => location.pathname + location.search

export const rememberList = (list: SeenList): void => rememberInTab(NAMES.LIST, list)

/** Remembers at which paper of its list the reader is, to come back to it. */
export const rememberPlace = (href: string, id: string): void => rememberInTab(NAMES.PLACE, { href, id })

/** Where a paper is in the list that the reader came from; null for whoever came from elsewhere. */
export function findPlace(id: string): ListPlace | null {
  return cameFromHere() ? placeIn(readList(recallInTab(NAMES.LIST)), id) : null
}

/** The paper that the reader comes back to on this list; null when this is no return. */
export function cameBackTo(): string | null {
  const place = recallInTab(NAMES.PLACE)
  if (typeof place !== 'object' || place === null || !('href' in place) || !('id' in place)) return null
  const isReturn = navigationKind() === 'back_forward' || referrerPath()?.startsWith('/papers/')
  return isReturn && place.href === here() && typeof place.id === 'string' ? place.id : null
}

const cameFromHere = () => referrerPath() !== null || navigationKind() !== 'navigate'

function referrerPath(): string | null {
  if (!document.referrer) return null
  const { origin, pathname } = new URL(document.referrer)
  return origin === location.origin ? pathname : null
}

const navigationKind = () =>
  (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type ?? 'navigate'
