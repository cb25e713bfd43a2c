import type { Form } from '#lib/domain/subscription/preferences'

/** The fields of a form as text; files and React's own fields are none. */
export function fieldsOf(data: FormData): Form {
  return formOf([...data].filter((field): field is [string, string] => typeof field[1] === 'string'))
}

/** The same of the parameters of an address. */
export function formOf(entries: Iterable<[string, string]>): Form {
  const form: Record<string, string[]> = {}
  for (const [name, value] of entries) {
    if (name.startsWith('$ACTION')) continue
    form[name] = [...((Object.hasOwn(form, name) && form[name]) || []), value]
  }
  return form
}
