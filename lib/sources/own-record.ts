import { z } from 'zod'
import { isZone } from '#lib/domain/schedule/zone'
import { FREQUENCIES } from '#lib/domain/subscription/preferences'
import { type Refusal, readRefusal } from './refusal.ts'

const missing = {
  error: (issue: { input?: unknown }) => (issue.input === undefined ? 'it is missing' : 'it has to be text'),
}
const text = (max = 2000) => z.string(missing).max(max, `it has more than ${max} characters`)
const id = text(64).regex(/^[\w-]+$/, 'it is no id of a reader')
const hash = text(128).min(1, 'it is empty')
const time = z.iso
  .datetime({ error: 'it is no time (2026-02-03T04:05:06Z is one)' })
  .transform(value => Date.parse(value))
const date = z.iso.date({ error: 'it is no date (2026-02-03 is one)' })
const count = z.number({ error: 'it has to be a number' }).int('it has to be a whole number')
// Not only those of today: a topic that is no more must not cost anybody their subscription.
const topic = text(60).regex(/^[a-z0-9-]+$/, 'it is no topic')
const oneOf = <Word extends string>(...words: Word[]) =>
  z.enum(words, { error: `it has to be one of ${words.join(', ')}` })

/** What an export says of readers and of what they were sent, by kind. Times are numbers from here on. */
const RECORDS = {
  origin: z.object({ madeAt: time, secretMark: text(64) }),
  suppression: z.object({
    emailHash: hash,
    reason: oneOf('refused', 'bounced', 'complained'),
    detail: text().nullable(),
    at: time,
  }),
  subscriber: z.object({
    id,
    email: text(320).nullable(),
    emailHash: hash,
    status: oneOf('pending', 'active', 'left', 'suppressed'),
    frequency: oneOf(...FREQUENCIES),
    weekday: count.min(1, 'it has to be 1 to 7').max(7, 'it has to be 1 to 7'),
    hour: count.min(0, 'it has to be 0 to 23').max(23, 'it has to be 0 to 23'),
    zone: text(100).refine(isZone, 'it is no time zone'),
    consent: text(20_000),
    createdAt: time,
    confirmedAt: time.nullable(),
    leftAt: time.nullable(),
    nextDueAt: time.nullable(),
    searches: z.array(text()).max(100),
    excluded: z.array(topic).max(200),
    topics: z.array(topic).max(200),
    count: count.min(1, 'it has to be 1 to 30').max(30, 'it has to be 1 to 30').nullable(),
    quiet: oneOf('skip', 'note'),
    pausedUntil: date.nullable(),
  }),
  delivery: z.object({
    subscriberId: id,
    localDate: date,
    state: oneOf('queued', 'claimed', 'sending', 'sent', 'failed', 'uncertain', 'retry', 'skipped'),
    dueAt: time,
    attempts: count,
    nextAttemptAt: time,
    messageId: text().nullable(),
    paperCount: count,
    reason: text().nullable(),
    lastReply: text(10_000).nullable(),
    updatedAt: time,
    refusedAt: time.nullable(),
  }),
  delivered: z.object({ subscriberId: id, localDate: date, paperId: text(500) }),
  issue: z.object({
    date,
    topic: z.union([z.literal(''), topic]),
    madeAt: time,
    freshness: text(10_000),
    papers: z.array(text(500)).max(1000),
  }),
  published: z.looseObject({ date, id: text(500) }),
}

/** A kind of line that only an export of ours has. */
export type OwnKind = keyof typeof RECORDS

/** What one such line says. */
export type OwnRecord<Kind extends OwnKind> = z.output<(typeof RECORDS)[Kind]>

/** Whether a line of an export is of such a kind. */
export const isOwnKind = (kind: string): kind is OwnKind => Object.hasOwn(RECORDS, kind)

/** Reads a line of an export as it was written; fields that it does not know are passed over. */
export function parseOwnRecord<Kind extends OwnKind>(
  kind: Kind,
  value: unknown,
): { own: OwnRecord<Kind> } | { refused: Refusal } {
  const parsed = RECORDS[kind].safeParse(value)
  return parsed.success ? { own: parsed.data as OwnRecord<Kind> } : { refused: readRefusal(parsed.error) }
}
