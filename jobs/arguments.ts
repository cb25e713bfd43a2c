import { parseArgs } from 'node:util'

/** Arguments that cannot be understood; the message is one sentence that names which. */
export class WrongArguments extends Error {}

/** The options of a verb: whether each takes a value, and whether it may be given several times. */
export type Options = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>

/** What was given to a verb: options by name, and the words without a dash. */
export type Given = { values: Record<string, string | boolean | (string | boolean)[] | undefined>; words: string[] }

/**
 * Reads what was given to a verb.
 * @throws WrongArguments for an option that the verb does not have, one without its value, and more words than it takes.
 */
export function readArguments(args: string[], options: Options, mostWords: number): Given {
  const { values, positionals: words } = parseStrictly(args, options)
  if (words.length > mostWords) throw new WrongArguments(`"${words[mostWords]}" is one argument too many.`)
  return { values: values as Given['values'], words }
}

/** The time that `--now` names, else `otherwise`. */
export function readTime({ values }: Given, otherwise: Date): Date {
  if (values.now === undefined) return otherwise
  const text = String(values.now)
  const time = new Date(text)
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new WrongArguments(`--now "${text}" is no time: write 2026-11-23 or 2026-11-23T08:00:00Z.`)
  return time
}

function parseStrictly(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    // Node's message goes on with advice that does not fit here.
    throw new WrongArguments(`${(error as Error).message.split(/\. |\n/)[0]!.replace(/\.$/, '')}.`)
  }
}
