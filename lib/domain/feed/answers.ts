import { z } from 'zod'
import { FRESHNESS } from '../freshness/freshness.ts'
import { SORTS } from '../query/feed-query.ts'
import { RANKINGS } from '../rank/rankings.ts'
import { SIGNALS, type Signal, WINDOWS } from '../rank/signals.ts'
import { FACETS } from '../topics/taxonomy.ts'

// What the API answers, in one place: the types of the code and the OpenAPI document are both made of these.

const signal = z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]])
const date = z
  .string()
  .describe('ISO 8601 in UTC, exactly as precise as known: 2023, 2023-07, 2023-07-14 or 2023-07-14T12:00:00Z')
const instant = z.string().describe('ISO 8601 in UTC')
const count = z.int().nonnegative()

export const becauseAnswer = z
  .strictObject({
    signal: z.enum([...signal.options, 'recency']),
    value: z.number().describe('What was gained within the window; 0 of recency, which is for being new'),
    share: z.number().min(0).max(1).describe('The part of the score that it makes'),
  })
  .describe('One share of a score')

export const movementAnswer = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['new', 'same']) }),
    z.strictObject({ kind: z.enum(['up', 'down']), by: z.int().positive() }),
  ])
  .describe('How its place in the whole ranking of the window changed since the day before')

export const paperAnswer = z
  .strictObject({
    id: z.string().describe('The arXiv id without version, or a local id'),
    arxivId: z.string().nullable(),
    title: z.string(),
    abstract: z.string(),
    authors: z.array(z.string()),
    categories: z.array(z.string()).describe('As arXiv files it, the primary one first'),
    topics: z.array(z.string()).describe('Slugs; /api/v1/topics names them'),
    published: date.nullable(),
    url: z.string().describe('Its page on this site'),
    codeUrl: z.string().nullable(),
    withdrawn: z.boolean().optional().describe('Its authors withdrew it; absent otherwise'),
    score: z.number(),
    because: z.array(becauseAnswer),
    movement: movementAnswer
      .nullable()
      .describe('Null where its place then or now is not known, and in other orders than trending'),
    day: z.int().positive().nullable().describe('Which day it is since it was first observed, while it is young'),
    partial: z.boolean().optional().describe('It has some of the words only; absent otherwise'),
    highlights: z
      .strictObject({ title: z.string(), abstract: z.string() })
      .optional()
      .describe('Where words matched: HTML, escaped, with <mark>'),
  })
  .describe('A paper in a view')

export const queryAnswer = z
  .strictObject({
    title: z.string().describe('The view in words'),
    q: z.string(),
    topic: z.array(z.string()).describe('Slugs; -slug is excluded'),
    window: z.enum(WINDOWS),
    sort: z.enum(SORTS),
    ranking: z.enum(RANKINGS).describe('Whose order it is that trends'),
    page: z.int().positive(),
    limit: z.int().min(1).max(100),
  })
  .describe('The request as it was understood, named as the parameters are')

export const ignoredAnswer = z
  .strictObject({ parameter: z.string(), value: z.string(), why: z.string() })
  .describe('A part of the request that was not understood')

export const topicCount = z.strictObject({ slug: z.string(), count })

export const papersAnswer = z.strictObject({
  query: queryAnswer,
  ignored: z.array(ignoredAnswer),
  total: count,
  complete: count.describe('How many of them have all of the words; they come first'),
  partial: z.boolean().describe('No paper has all of the words; these have some'),
  ranked: z.boolean().describe('Something was gained in the window; otherwise a ranking is the newest papers'),
  papers: z.array(paperAnswer),
  facets: z.strictObject({
    topics: z.array(topicCount).describe('How many papers each further topic would leave'),
    categories: z.array(z.strictObject({ category: z.string(), count })).describe('None where topics alone decide'),
    years: z.array(z.strictObject({ year: z.int(), count })),
  }),
  next: z.string().nullable().describe('The address of the next page'),
})

export const onePaperAnswer = paperAnswer.omit({ highlights: true }).extend({
  updated: date.nullable(),
  links: z.strictObject({ abs: z.string(), pdf: z.string(), html: z.string() }).nullable(),
  reasons: z
    .array(z.strictObject({ slug: z.string(), words: z.array(z.string()) }))
    .describe('The words that earned the topics; none where a topic was given by hand'),
  signals: z
    .array(z.strictObject({ signal, value: z.int(), observedAt: instant }))
    .describe('The latest observation of each'),
  history: z
    .array(z.strictObject({ signal, points: z.array(z.strictObject({ observedAt: instant, value: z.int() })) }))
    .describe(
      'How each signal went, the earliest first; of many observations a few dozen, the first and the last among them',
    ),
  bibtex: z.string(),
})

export const relatedAnswer = z.strictObject({ papers: z.array(paperAnswer) })

export const topicsAnswer = z.strictObject({
  topics: z.array(
    z.strictObject({
      slug: z.string(),
      name: z.string(),
      facet: z.enum(FACETS.map(facet => facet.slug)),
      definition: z.string(),
      count,
      url: z.string(),
    }),
  ),
})

export const suggestionsAnswer = z.strictObject({
  suggestions: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('topic'), slug: z.string(), name: z.string(), count, url: z.string() }),
        z.strictObject({ kind: z.literal('paper'), id: z.string(), title: z.string(), url: z.string() }),
        z.strictObject({ kind: z.literal('author'), name: z.string(), count, url: z.string() }),
      ]),
    )
    .describe('Eight at most; url leads to the paper, to the topic, to all that the author wrote'),
})

export const statusAnswer = z.strictObject({
  papers: count,
  rankedAt: instant.nullable(),
  freshness: z.string().describe('How all sources do in one line, as in the footer of a digest'),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      about: z.string().nullable().describe('What it gives; null where papers were loaded by hand'),
      state: z
        .enum(FRESHNESS)
        .describe('As expected; nothing to expect now; something is overdue; long overdue; the last attempt failed'),
      pausedAt: instant
        .nullable()
        .describe(
          'Since when an operator lets it rest: it is not asked, and its state goes on to be judged by what is here',
        ),
      says: z.string().describe('Why, in words'),
      papers: count.describe('How many it gave'),
      lastAttemptAt: instant.nullable().describe('When it was last asked'),
      lastSuccessAt: instant.nullable().describe('When it last answered to the end'),
      lastPaperAt: instant.nullable().describe('When it last gave a paper that was new here'),
      lastError: z.string().nullable().describe('Why the last attempt failed, word for word; null when it did not'),
      nextExpectedAt: instant.nullable().describe('When news of it should come'),
    }),
  ),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      lastStartedAt: instant.nullable(),
      lastOk: z.boolean().nullable(),
      lastSummary: z.string().nullable(),
    }),
  ),
  deliveries: z.record(z.string(), count).describe('How many mails are in which state'),
  oldestWaiting: instant.nullable(),
  held: count.describe('Mails of which nobody knows whether they arrived; they are not sent again by themselves'),
  mailStop: z
    .strictObject({ since: instant, why: z.string(), lastReply: z.string(), nextAt: instant.nullable() })
    .nullable()
    .describe('Why no mail leaves, with the last words of the mail server'),
  mailPausedAt: instant
    .nullable()
    .describe('Since when an operator lets no mail leave; null where mails leave by themselves'),
  workerSeenAt: instant.nullable(),
})

export const errorAnswer = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })

export type PaperAnswer = z.infer<typeof paperAnswer>
export type PapersAnswer = z.infer<typeof papersAnswer>
export type OnePaperAnswer = z.infer<typeof onePaperAnswer>
export type TopicsAnswer = z.infer<typeof topicsAnswer>
export type SuggestionsAnswer = z.infer<typeof suggestionsAnswer>
export type StatusAnswer = z.infer<typeof statusAnswer>
