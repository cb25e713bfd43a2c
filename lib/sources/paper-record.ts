import { z } from 'zod'
import { monthOfArxivId, parseArxivId } from '#lib/domain/paper/arxiv-id'
import { cleanText } from '#lib/domain/paper/clean-text'
import { parseDate } from '#lib/domain/paper/date'
import { identify } from '#lib/domain/paper/fold'
import { readDoiId } from '#lib/domain/paper/identity'
import { safeUrl } from '#lib/domain/paper/links'
import type { Paper } from '#lib/domain/paper/paper'
import { type Refusal, readRefusal } from './refusal.ts'

const text = (max: number) =>
  z
    .string({ error: issue => (issue.input === undefined ? 'it is missing' : 'it has to be text') })
    .transform(cleanText)
    .pipe(z.string().min(1, 'it is empty').max(max, `it has more than ${max} characters`))

const date = z
  .string({ error: 'it has to be text' })
  .transform(
    (value, context) => parseDate(value) ?? refuse(context, `"${value.slice(0, 40)}" is no date (2024-06-30 is one)`),
  )

const record = z.object(
  {
    arxivId: z
      .string({ error: 'it has to be text' })
      .transform(
        (value, context) => parseArxivId(value)?.id ?? refuse(context, `"${value.slice(0, 40)}" is no arXiv id`),
      )
      .nullish(),
    title: text(1000),
    abstract: text(20_000),
    authors: z.array(text(500), { error: 'it has to be a list of names' }).max(10_000).nullish(),
    categories: z
      .array(z.string().regex(/^[a-zA-Z-]+(\.[a-zA-Z-]+)?$/, 'it looks like no category (cs.CL is one)'), {
        error: 'it has to be a list',
      })
      .max(100)
      .nullish(),
    published: date.nullish(),
    updated: date.nullish(),
    codeUrl: z
      .string({ error: 'it has to be text' })
      .transform((value, context) => safeUrl(value) ?? refuse(context, 'it is no http address'))
      .nullish(),
    withdrawn: z.boolean({ error: 'it has to be true or false' }).nullish(),
  },
  { error: 'it has to be an object with title and abstract' },
)

/**
 * A paper from a record of unknown origin: `{arxivId?, title, abstract, authors?, categories?, published?, updated?, codeUrl?}`.
 * Text is cleaned; the month of the arXiv id stands in for a missing date. An `id` is accepted where it is an arXiv id or made of a DOI.
 */
export function parsePaperRecord(value: unknown): { paper: Paper } | { refused: Refusal } {
  const read = readRecord(value)
  const id = readGivenId(value)
  return 'paper' in read && read.paper.arxivId === null && id ? { paper: { ...read.paper, id } } : read
}

/** An id that says more than the title does, and that an export must not lose: one made of a DOI. */
function readGivenId(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  return typeof id === 'string' && readDoiId(id) ? id : null
}

function readRecord(value: unknown): { paper: Paper } | { refused: Refusal } {
  const parsed = record.safeParse(withArxivId(value))
  if (!parsed.success) return { refused: readRefusal(parsed.error) }
  const {
    arxivId = null,
    title,
    abstract,
    authors,
    categories,
    published,
    updated = null,
    codeUrl = null,
    withdrawn,
  } = parsed.data
  return {
    paper: identify({
      arxivId,
      title,
      abstract,
      authors: authors ?? [],
      categories: [...new Set(categories ?? [])],
      published: published ?? (arxivId ? monthOfArxivId(arxivId) : null),
      updated,
      codeUrl,
      ...(withdrawn && { withdrawn }),
    }),
  }
}

/** Our own export, and other people's files, call it `id`. */
function withArxivId(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('id' in value) || ('arxivId' in value && value.arxivId))
    return value
  return typeof value.id === 'string' && parseArxivId(value.id) ? { ...value, arxivId: value.id } : value
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
