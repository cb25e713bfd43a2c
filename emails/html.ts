/** Markup that is safe to send: only the `html` tag makes it. */
export class Html {
  private constructor(readonly source: string) {}
  /** For the tag alone: everything else would be unescaped. */
  static of(strings: TemplateStringsArray, values: Value[]): Html {
    return new Html(strings.reduce((text, string, index) => text + render(values[index - 1]) + string))
  }
  toString(): string {
    return this.source
  }
}

/** What can be put into markup: text and numbers are escaped, markup is kept, what is absent leaves nothing. */
export type Value = string | number | Html | Html[] | false | null | undefined

/** Builds markup. Whatever text is put into it is escaped, fit for an element and for a quoted attribute alike. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html => Html.of(strings, values)

function render(value: Value): string {
  if (value instanceof Html) return value.source
  if (Array.isArray(value)) return value.map(render).join('')
  return value === false || value === null || value === undefined ? '' : escapeText(String(value))
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }

// What changes the direction of text would reach beyond its element; control characters and halves of characters go.
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu

const escapeText = (text: string) => text.replace(UNFIT, '').replace(/[&<>"']/g, char => ENTITIES[char]!)
