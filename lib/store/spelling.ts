import type { FeedQuery } from '#lib/domain/query/feed-query'

/** The query with words that no paper has replaced by near words of the papers; null where there is nothing to replace, or nothing near. */
export async function findSpelling(_query: FeedQuery): Promise<FeedQuery | null> {
  return null
}
