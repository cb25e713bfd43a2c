import type { Given, Options } from './arguments.ts'

/** What a verb is called with. `resolve` makes a file name absolute, from where the command was typed. */
export type Call = Given & { now: Date; signal: AbortSignal; resolve(file: string): string }

/** What a verb did: a line to read, and the same for a script. `data`: stdout already carries data. `failed`: exit code 1. */
export type Answer = { line: string; json: object; data?: boolean; failed?: boolean }

/**
 * One verb. `plan` reads what was given, throws WrongArguments or returns the work. `recorded`: shown on /status as a run,
 * unless it `previews`: shows what would be. `endsInOrder`: it obeys `signal` and finishes what is in flight; others end at once.
 */
export type Verb = {
  usage: string
  about: string
  options: Options
  mostWords: number
  recorded?: boolean
  previews?(values: Given['values']): boolean
  endsInOrder?: boolean
  /** It is about the file of the database as a whole: nothing is made or migrated before. */
  bare?: boolean
  /** It reads a database as it is: one that is there is not migrated, for a site of an older version may run on it. */
  asIs?: boolean
  /** It writes what it did into the audit itself; of others that are `recorded` whoever ran them is noted. */
  audits?: boolean
  plan(call: Call): Promise<() => Promise<Answer>>
}
