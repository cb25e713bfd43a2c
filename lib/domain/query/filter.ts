import { parseArxivId } from '../paper/arxiv-id.ts'
import { isRealDate } from '../paper/date.ts'
import { findTopic, TOPICS } from '../topics/taxonomy.ts'
import type { Filter } from './feed-query.ts'

const FILTER_FIELDS = ['topic', 'cat', 'category', 'has', 'id', 'after', 'before', 'year']

/** Whether `field:value` with this field is a condition on what is known of a paper. */
export const isFilterField = (field: string): boolean => FILTER_FIELDS.includes(field)

/** The filters that one `field:value` means, or why it means none; null when the field is no filter. */
export function parseFilter(
  field: string,
  value: string,
  not: boolean,
): { filters: Filter[] } | { why: string } | null {
  switch (field) {
    case 'topic':
      return parseTopic(value, not)
    case 'cat':
    case 'category':
      return parseCategory(value, not)
    case 'has':
      return value.toLowerCase() === 'code' ? { filters: [{ kind: 'code', not }] } : { why: 'only has:code is known' }
    case 'id':
      return parseId(value, not)
    case 'after':
    case 'before':
      return parseBound(field, value, not)
    case 'year':
      return parseYear(value, not)
    default:
      return null
  }
}

/** A topic by its slug or its name. */
export function parseTopic(value: string, not: boolean): { filters: Filter[] } | { why: string } {
  const asked = value.trim().toLowerCase()
  const topic = findTopic(asked.replace(/\s+/g, '-')) ?? TOPICS.find(({ name }) => name.toLowerCase() === asked)
  return topic
    ? { filters: [{ kind: 'topic', value: topic.slug, not }] }
    : { why: 'there is no such topic; /topics lists all' }
}

/** An arXiv id in any spelling, or a local id. */
function parseId(value: string, not: boolean): { filters: Filter[] } | { why: string } {
  const id = parseArxivId(value)?.id ?? value.toLowerCase()
  return /^[a-z0-9][a-z0-9./-]*$/.test(id)
    ? { filters: [{ kind: 'id', value: id, not }] }
    : { why: 'an id looks like 2401.12345' }
}

/** Categories are written as arXiv writes them (`cs.CV`, `hep-th`, `physics.optics`), whatever the case they are typed in. */
function parseCategory(value: string, not: boolean): { filters: Filter[] } | { why: string } {
  const found = /^([a-z]+(?:-[a-z]+)*)(?:\.([a-z]+(?:-[a-z]+)*))?$/i.exec(value)
  if (!found) return { why: 'a category looks like cs.CV' }
  const part = found[2] && (found[2].length === 2 ? found[2].toUpperCase() : found[2].toLowerCase())
  return { filters: [{ kind: 'category', value: found[1]!.toLowerCase() + (part ? `.${part}` : ''), not }] }
}

function parseBound(kind: 'after' | 'before', value: string, not: boolean): { filters: Filter[] } | { why: string } {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(value) || !isRealDate(value))
    return { why: 'a date looks like 2024, 2024-06 or 2024-06-30' }
  const opposite = kind === 'after' ? 'before' : 'after'
  return { filters: [{ kind: not ? opposite : kind, value, not: false }] }
}

/** The year of which two filters are the bounds; null when they are not, or when it is none that `year:` takes. */
export function yearOf(after: Filter | undefined, before: Filter | undefined): string | null {
  if (after?.kind !== 'after' || before?.kind !== 'before' || !YEAR.test(after.value)) return null
  return before.value === String(Number(after.value) + 1) ? after.value : null
}

const YEAR = /^(19|20)\d{2}$/

function parseYear(value: string, not: boolean): { filters: Filter[] } | { why: string } {
  if (!YEAR.test(value)) return { why: 'a year looks like 2023' }
  if (not) return { why: 'a year cannot be excluded; use before: and after:' }
  return {
    filters: [
      { kind: 'after', value, not: false },
      { kind: 'before', value: String(Number(value) + 1), not: false },
    ],
  }
}
