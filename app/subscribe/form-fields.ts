import type { Form } from '#lib/domain/subscription/preferences'

/** The fields of a form as text; files and React's own fields are none. */
export function fieldsOf(data: FormData): Form {
  const form: Record<string, string[]> = {}
  for (const [name, value] of data) {
    if (typeof value !== 'string' || name.startsWith('$ACTION')) continue
    form[name] = [...(form[name] ?? []), value]
  }
  return form
}
