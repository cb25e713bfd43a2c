import { z } from 'zod'
import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { HIGHEST_COUNT, SIGNALS, type Signal } from '#lib/domain/rank/signals'
import { type Refusal, readRefusal } from './refusal.ts'

const count = z
  .number({ error: 'it has to be a number' })
  .int('it has to be a whole number')
  .min(0, 'it cannot be negative')
  .max(HIGHEST_COUNT, `it is more than ${HIGHEST_COUNT.toLocaleString('en')}, which nothing counts to`)
  .nullish()

const record = z.object(
  {
    arxivId: z
      .string({ error: issue => (issue.input === undefined ? 'it is missing' : 'it has to be text') })
      .transform((value, context) => {
        const found = parseArxivId(value)
        if (!found) context.addIssue({ code: 'custom', message: `"${value.slice(0, 40)}" is no arXiv id` })
        return found?.id ?? ''
      }),
    observedAt: z
      .string({ error: issue => (issue.input === undefined ? 'it is missing' : 'it has to be text') })
      .refine(
        value => /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)),
        'it is no time (2026-02-03T04:05:06Z is one)',
      )
      .transform(value => new Date(/Z|[+-]\d{2}:?\d{2}$/.test(value) ? value : `${value}Z`)),
    ...(Object.fromEntries(Object.keys(SIGNALS).map(signal => [signal, count])) as Record<Signal, typeof count>),
  },
  { error: 'it has to be an object with arxivId and observedAt' },
)

/** What one line said of a paper: a value for each signal that it has. A signal that is absent says nothing, rather than zero. */
export type SignalRecord = { arxivId: string; observedAt: Date; values: { signal: Signal; value: number }[] }

/** Reads `{arxivId, observedAt, upvotes?, comments?, githubStars?, citations?, points?}`; other fields are passed over. */
export function parseSignalRecord(value: unknown): { signals: SignalRecord } | { refused: Refusal } {
  const parsed = record.safeParse(value)
  if (!parsed.success) return { refused: readRefusal(parsed.error) }
  const { arxivId, observedAt, ...counts } = parsed.data
  const values = (Object.keys(SIGNALS) as Signal[]).flatMap(signal => {
    const value = counts[signal]
    return typeof value === 'number' ? [{ signal, value }] : []
  })
  return values.length
    ? { signals: { arxivId, observedAt, values } }
    : { refused: { field: 'line', why: `it has none of ${Object.keys(SIGNALS).join(', ')}` } }
}
