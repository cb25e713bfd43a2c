import { z } from 'zod'
import { isZone } from '../schedule/zone.ts'
import { isTopic } from '../topics/taxonomy.ts'

/** What a reader chose. No topics means all of them; `weekday` (1 is Monday) counts for a weekly mail only. */
export type Preferences = {
  topics: string[]
  frequency: 'daily' | 'weekly'
  weekday: number
  hour: number
  zone: string
}

/** A form as a server action or a route receives it. */
export type Form = Record<string, string | string[] | undefined>

/** What is wrong with one field, in a sentence for the reader. */
export type FieldError = { field: string; message: string }

/** What the reader typed, to show the form again as it was. */
export type Typed = { email: string; topics: string[]; frequency: string; weekday: string; hour: string; zone: string }

/** A form understood, or all that is wrong with it and what was typed. */
export type ParsedForm<T> = { ok: true; value: T } | { ok: false; errors: FieldError[]; typed: Typed }

/** What the form shows before anybody chose. */
export const DEFAULT_PREFERENCES: Preferences = { topics: [], frequency: 'daily', weekday: 1, hour: 7, zone: 'UTC' }

/** The days as the form and the mails call them; the first is weekday 1. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Reads the fields `topics` (repeatable), `frequency`, `weekday`, `hour` and `zone`; an absent one takes its default. */
export function parsePreferences(form: Form): ParsedForm<Preferences> {
  const typed = typedOf(form)
  const parsed = preferencesSchema.safeParse(given(typed))
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, errors: errorsOf(parsed.error), typed }
}

/** The fields of the form as text; of a field given several times, the first counts. */
export function typedOf(form: Form): Typed {
  const all = (field: string) => [form[field] ?? []].flat()
  const one = (field: string) => all(field)[0]?.trim() ?? ''
  return {
    email: one('email'),
    topics: all('topics')
      .map(topic => topic.trim())
      .filter(topic => topic !== ''),
    frequency: one('frequency'),
    weekday: one('weekday'),
    hour: one('hour'),
    zone: one('zone'),
  }
}

/** What zod found, a sentence a field. */
export function errorsOf(error: z.ZodError): FieldError[] {
  const seen = new Map(error.issues.toReversed().map(issue => [String(issue.path[0]), issue.message]))
  return [...seen].map(([field, message]) => ({ field, message })).toReversed()
}

/** The typed fields that are not empty, so that defaults can apply to the rest. */
export const given = (typed: Typed) => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))

const within = (from: number, to: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,2}$/, message)
    .transform(Number)
    .pipe(z.number().min(from, message).max(to, message))

/** Shortened: a name nobody knows is shown back, and it may be a novel. */
const quote = (text: unknown) => `“${String(text).slice(0, 60)}”`

export const preferencesSchema = z.object({
  topics: z
    .array(z.string().refine(isTopic, { error: issue => `There is no topic ${quote(issue.input)}.` }))
    .max(200, 'Please choose fewer topics.')
    .transform(topics => [...new Set(topics)])
    .default([]),
  frequency: z
    .enum(['daily', 'weekly'], { error: 'Please choose daily or weekly.' })
    .default(DEFAULT_PREFERENCES.frequency),
  weekday: within(1, 7, 'Please choose a day of the week.').default(DEFAULT_PREFERENCES.weekday),
  hour: within(0, 23, 'Please choose an hour from 0 to 23.').default(DEFAULT_PREFERENCES.hour),
  zone: z
    .string()
    .refine(isZone, {
      error: issue => `We do not know the time zone ${quote(issue.input)}. One is called Europe/Berlin.`,
    })
    .default(DEFAULT_PREFERENCES.zone),
})
