/** A list that the reader has been looking at: where it is, what it is called, and its papers in their order. */
export type ListedPaper = { id: string; title: string }
export type SeenList = { href: string; name: string; papers: ListedPaper[] }

/** Where the reader is in a list. */
export type ListPlace = { href: string; name: string; before: ListedPaper | null; after: ListedPaper | null }

/** The neighbours of a paper in a list; null when it is not in it. */
export function placeIn(list: SeenList | null, id: string): ListPlace | null {
  const at = list?.papers.findIndex(paper => paper.id === id) ?? -1
  if (!list || at < 0) return null
  return { href: list.href, name: list.name, before: list.papers[at - 1] ?? null, after: list.papers[at + 1] ?? null }
}

/** A list out of what was kept of it, or null. Its address has to be a path of this site. */
export function readList(value: unknown): SeenList | null {
  if (typeof value !== 'object' || value === null) return null
  const { href, name, papers } = value as Record<string, unknown>
  if (typeof href !== 'string' || !/^\/(?![/\\])/.test(href) || typeof name !== 'string' || !Array.isArray(papers))
    return null
  const isListed = (paper: unknown): paper is ListedPaper =>
    typeof paper === 'object' && paper !== null && 'id' in paper && 'title' in paper
      ? typeof paper.id === 'string' && typeof paper.title === 'string'
      : false
  return { href, name, papers: papers.filter(isListed) }
}
