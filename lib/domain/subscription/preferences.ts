import { z } from 'zod'
import { isRealDate } from '../paper/date.ts'
import { isZone } from '../schedule/zone.ts'
import { isTopic, topicName } from '../topics/taxonomy.ts'
import { parseSearches } from './searches.ts'

/**
 * What a reader chose. No topics and no searches mean all papers; `excluded` topics are never shown. `searches` are texts of the query
 * language. `weekday` (1 is Monday) counts for a weekly mail only. `count`: papers in an issue at most, null is as many as usual. `quiet`:
 * whether a day without anything new brings a short mail or none. `pausedUntil`: the local date with which mails begin again.
 */
export type Preferences = {
  topics: string[]
  excluded: string[]
  searches: string[]
  frequency: Frequency
  weekday: number
  hour: number
  zone: string
  count: number | null
  quiet: 'skip' | 'note'
  pausedUntil: string | null
}

export const FREQUENCIES = ['daily', 'weekdays', 'weekly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** A form as a server action or a route receives it. */
export type Form = Record<string, string | string[] | undefined>

/** What is wrong with one field, in a sentence for the reader. */
export type FieldError = { field: string; message: string }

/** What the reader typed, to show the form again as it was. */
export type Typed = Record<(typeof SINGLE)[number], string> & Record<(typeof REPEATED)[number], string[]>

/** A form understood, or all that is wrong with it and what was typed. */
export type ParsedForm<T> = { ok: true; value: T } | { ok: false; errors: FieldError[]; typed: Typed }

/** What the form shows before anybody chose. */
export const DEFAULT_PREFERENCES: Preferences = {
  topics: [],
  excluded: [],
  searches: [],
  frequency: 'daily',
  weekday: 1,
  hour: 7,
  zone: 'UTC',
  count: null,
  quiet: 'skip',
  pausedUntil: null,
}

/** Only what was chosen, of something that holds more. */
export function choiceOf(chosen: Preferences): Preferences {
  const { topics, excluded, searches, frequency, weekday, hour, zone, count, quiet, pausedUntil } = chosen
  return { topics, excluded, searches, frequency, weekday, hour, zone, count, quiet, pausedUntil }
}

/** The days as the form and the mails call them; the first is weekday 1. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The most papers that an issue can be asked to have. */
export const MOST_PAPERS = 30

/** Reads the fields of the form (`topics` and `excluded` are repeatable, `searches` has one a line); an absent one takes its default. */
export function parsePreferences(form: Form): ParsedForm<Preferences> {
  const typed = typedOf(form)
  const parsed = preferencesSchema.check(refuseContradiction).safeParse(given(typed))
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, errors: errorsOf(parsed.error), typed }
}

const SINGLE = [
  'email',
  'searches',
  'frequency',
  'weekday',
  'hour',
  'zone',
  'count',
  'quiet',
  'pausedUntil',
] as const satisfies (keyof Preferences | 'email')[]
const REPEATED = ['topics', 'excluded'] as const

/** The fields of the form as text; of a field given several times, the first counts. */
export function typedOf(form: Form): Typed {
  const all = (field: string) => [form[field] ?? []].flat()
  const single = SINGLE.map(field => [field, all(field)[0]?.trim() ?? ''])
  const repeated = REPEATED.map(field => [
    field,
    all(field)
      .map(topic => topic.trim())
      .filter(topic => topic !== ''),
  ])
  return Object.fromEntries([...single, ...repeated])
}

/** What zod found, a sentence a field. */
export function errorsOf(error: z.ZodError): FieldError[] {
  const seen = new Map(error.issues.toReversed().map(issue => [String(issue.path[0]), issue.message]))
  return [...seen].map(([field, message]) => ({ field, message })).toReversed()
}

/** The typed fields that are not empty, so that defaults can apply to the rest. */
export const given = (typed: Typed) => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))

/** A topic cannot be wanted and unwanted at once. */
export const refuseContradiction = (context: z.core.ParsePayload<Pick<Preferences, 'topics' | 'excluded'>>): void => {
  const { topics, excluded } = context.value
  const both = topics.find(topic => excluded.includes(topic))
  if (both === undefined) return
  const message = `${topicName(both)} cannot be both followed and left out.`
  context.issues.push({ code: 'custom', path: ['excluded'], input: excluded, message })
}

const within = (from: number, to: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,2}$/, message)
    .transform(Number)
    .pipe(z.number().min(from, message).max(to, message))

/** Shortened: a name nobody knows is shown back, and it may be a novel. */
const quote = (text: unknown) => `“${String(text).slice(0, 60)}”`

const topicList = () =>
  z
    .array(z.string().refine(isTopic, { error: issue => `There is no topic ${quote(issue.input)}.` }))
    .max(200, 'Please choose fewer topics.')
    .transform(topics => [...new Set(topics)])
    .default([])

export const preferencesSchema = z.object({
  topics: topicList(),
  excluded: topicList(),
  searches: z
    .string()
    .transform((text, context) => {
      const parsed = parseSearches(text)
      if (parsed.ok) return parsed.searches
      context.addIssue({ code: 'custom', message: parsed.message })
      return z.NEVER
    })
    .default([]),
  frequency: z
    .enum(FREQUENCIES, { error: 'Please choose daily, weekdays or weekly.' })
    .default(DEFAULT_PREFERENCES.frequency),
  weekday: within(1, 7, 'Please choose a day of the week.').default(DEFAULT_PREFERENCES.weekday),
  hour: within(0, 23, 'Please choose an hour from 0 to 23.').default(DEFAULT_PREFERENCES.hour),
  zone: z
    .string()
    .refine(isZone, {
      error: issue => `We do not know the time zone ${quote(issue.input)}. One is called Europe/Berlin.`,
    })
    .default(DEFAULT_PREFERENCES.zone),
  count: within(1, MOST_PAPERS, `Please choose a number of papers from 1 to ${MOST_PAPERS}.`)
    .nullable()
    .default(DEFAULT_PREFERENCES.count),
  quiet: z
    .enum(['skip', 'note'], { error: 'Please choose what a quiet day brings.' })
    .default(DEFAULT_PREFERENCES.quiet),
  pausedUntil: z
    .string()
    .regex(/^20\d\d-\d\d-\d\d$/, 'A date looks like 2026-12-24.')
    .refine(isRealDate, 'There is no such date.')
    .nullable()
    .default(DEFAULT_PREFERENCES.pausedUntil),
})
