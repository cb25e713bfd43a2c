import type { IssuePaper } from '#lib/domain/digest/compose'
import { describeDay } from '#lib/domain/digest/issue-path'
import { describeWhy } from '#lib/domain/digest/why'
import { doiLink, paperLinks, paperPath, safeUrl } from '#lib/domain/paper/links'
import { describeFollowed, describeSchedule } from '#lib/domain/subscription/describe'
import { readableTex } from '#lib/domain/tex/readable-tex'
import type { DigestContext, Issue } from './digest-context.ts'
import type { Memo } from './piece.ts'
import { firstSentences, shorten } from './text.ts'

/** What an issue says in its HTML and in its text alike. `key`: title, summary and preheader, which many readers have in common. */
export type DigestWords = ReturnType<typeof wordsOf>

export function wordsOf(context: DigestContext, memo: Memo) {
  const { issue, siteUrl, reader, freshness } = context
  const key = keyOf(issue)
  return {
    key,
    ...memo(`words ${key}`, () => ({ ...headOf(issue), webUrl: webUrl(issue, siteUrl) })),
    because: reader
      ? `You get this because you asked for it: ${describeSchedule(reader.preferences)}, ${describeFollowed(reader.preferences, 'on')}.`
      : 'This is a sample, sent by hand by whoever runs this site. You are not subscribed.',
    freshness,
  }
}

// One issue can be that of thousands of readers.
const keys = new WeakMap<Issue, string>()

function keyOf(issue: Issue): string {
  const known = keys.get(issue)
  if (known !== undefined) return known
  const { papers, ...rest } = issue
  const key = JSON.stringify([rest, papers.map(paper => [paper.pk, paper.trending])])
  keys.set(issue, key)
  return key
}

function headOf(issue: Issue) {
  const day = describeDay(issue.localDate)
  const isQuiet = issue.papers.length === 0
  const trending = issue.papers.some(paper => paper.trending !== '')
  const what = trending ? 'Trending' : 'New papers'
  return {
    title: isQuiet
      ? describeQuiet(issue, day)
      : issue.frequency === 'weekly'
        ? `${what} in the week to ${day}`
        : `${what} ${trending ? 'on' : 'for'} ${day}`,
    summary: isQuiet
      ? `Nothing that you were not sent before gained attention or is new ${describeFollowed(issue)}. You asked to be told.`
      : [
          `${issue.papers.length} ${issue.papers.length === 1 ? 'paper' : 'papers'} ${describeFollowed(issue)}.`,
          trending ? '' : 'Nothing was seen to gain attention, so these are the newest.',
          'None was sent to you before.',
        ]
          .filter(Boolean)
          .join(' '),
    preheader: isQuiet
      ? 'Nothing new today, and nothing pretends to be.'
      : shorten(
          issue.papers
            .slice(0, 4)
            .map(paper => titleOf(paper, 100))
            .join(' · '),
          180,
        ),
  }
}

/** What the words of a paper depend on, but for how much of it is shown. */
export const paperKey = (paper: IssuePaper) =>
  JSON.stringify([paper.pk, paper.matched, paper.searches, paper.topics, paper.trending])

/** The words of one paper. `length` is near how many characters of its abstract to show. */
export function paperWords(paper: IssuePaper, siteUrl: string, length: number) {
  const why = describeWhy(paper)
  const arxiv = paperLinks(paper)
  const doi = doiLink(paper)
  const code = safeUrl(paper.codeUrl)
  return {
    title: titleOf(paper, 240),
    authors: describeAuthors(paper.authors),
    abstract: length ? firstSentences(readableTex(paper.abstract.slice(0, 8 * length)), length) : '',
    why: why.charAt(0).toUpperCase() + why.slice(1),
    url: encodeURI(`${siteUrl}${paperPath(paper)}`),
    links: [
      ...(arxiv
        ? [
            { name: 'arXiv', url: encodeURI(arxiv.abs) },
            { name: 'PDF', url: encodeURI(arxiv.pdf) },
          ]
        : []),
      ...(doi ? [{ name: 'DOI', url: doi }] : []),
      // A link longer than this is no repository's address.
      ...(code && code.length <= 200 ? [{ name: 'Code', url: code }] : []),
    ],
  }
}

/** The readable title, at most so long. Only a beginning is read: nothing bounds what sources call a title. */
export const titleOf = (paper: Pick<IssuePaper, 'title'>, length: number) =>
  shorten(readableTex(paper.title.slice(0, 8 * length)), length)

function describeAuthors(authors: string[]): string {
  const names = authors.slice(0, authors.length > 4 ? 3 : 4).map(name => shorten(readableTex(name.slice(0, 200)), 50))
  const more = authors.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

/** The field of the page of preferences that pauses mails. */
export const pauseUrl = (manageUrl: string): string => `${manageUrl}#pausedUntil`

/** What an issue without papers is called. */
export const describeQuiet = ({ frequency }: Pick<Issue, 'frequency'>, day: string) =>
  frequency === 'weekly' ? `A quiet week to ${day}` : `A quiet day: ${day}`

function webUrl({ web, topics, frequency }: Issue, siteUrl: string): string {
  if (web !== null) return siteUrl + web
  const parameters = new URLSearchParams([['window', frequency === 'weekly' ? 'week' : 'day']])
  // The page shows papers that carry all topics asked for; the mail those that carry any.
  if (topics.length === 1) parameters.set('topic', topics[0]!)
  return `${siteUrl}/?${parameters}`
}
