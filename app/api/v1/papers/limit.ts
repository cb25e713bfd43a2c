import type { Ignored } from '#lib/domain/query/feed-query'
import { PAGE_SIZE } from '#lib/store/feed'

const MOST = 100

/** Reads `limit`, which the API has beside the parameters of every view. */
export function readLimit(values: string[]): { limit: number; ignored: Ignored[] } {
  const [first, ...more] = values
  const isGood = first !== undefined && /^[1-9]\d{0,2}$/.test(first) && Number(first) <= MOST
  const ignore = (value: string, why: string): Ignored => ({ parameter: 'limit', value: value.slice(0, 100), why })
  return {
    limit: isGood ? Number(first) : PAGE_SIZE,
    ignored: [
      ...(first && !isGood ? [ignore(first, `it has to be a whole number from 1 to ${MOST}`)] : []),
      ...more.map(value => ignore(value, 'it was given before')),
    ],
  }
}
