/** Archives whose papers OAI-PMH keeps in the set `physics`. */
const PHYSICS = [
  ...[
    'astro-ph',
    'cond-mat',
    'gr-qc',
    'hep-ex',
    'hep-lat',
    'hep-ph',
    'hep-th',
    'math-ph',
    'nlin',
    'nucl-ex',
    'nucl-th',
  ],
  ...['physics', 'quant-ph'],
]

/** All archives of arXiv. */
const ARCHIVES = [...PHYSICS, 'cs', 'econ', 'eess', 'math', 'q-bio', 'q-fin', 'stat']

export const NO_CATEGORY = 'ARXIV_QUERY names no category that arXiv has (cs.CL is one, cs.* are all of an archive).'

/**
 * The feeds that hold every paper in some categories (patterns; null is all): archives and categories, `cs`, `stat.ML`. What an archive holds is
 * not named again.
 */
export function feedsOf(categories: string[] | null): string[] {
  const feeds = [...new Set((categories ?? ARCHIVES).flatMap(feedsOfPattern))].sort()
  return feeds.filter(feed => feed === archiveOf(feed) || !feeds.includes(archiveOf(feed)))
}

function feedsOfPattern(pattern: string): string[] {
  const [start, ...rest] = pattern.split('*')
  const archive = archiveOf(start!.toLowerCase())
  if (rest.length > 0 && !start!.includes('.')) return ARCHIVES.filter(name => name.startsWith(archive))
  if (!ARCHIVES.includes(archive)) return []
  const category = start!.slice(archive.length + 1)
  // Outside of physics a category is two capital letters; in physics they are of many forms, and the archive holds them all.
  return rest.length > 0 || !category || PHYSICS.includes(archive)
    ? [archive]
    : [`${archive}.${category.toUpperCase()}`]
}

/** The sets of OAI-PMH that hold every paper in some feeds: `cs`, `stat:stat:ML`, `physics:hep-th`. */
export const oaiSetsOf = (feeds: string[]): string[] =>
  feeds.map(feed => {
    const archive = archiveOf(feed)
    if (PHYSICS.includes(archive)) return `physics:${archive}`
    return feed === archive ? archive : `${archive}:${archive}:${feed.slice(archive.length + 1)}`
  })

const archiveOf = (name: string) => name.split('.', 1)[0]!
