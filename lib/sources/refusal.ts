import type { z } from 'zod'

/** Why a line of a file was not taken: which of its fields, and what is wrong with it. */
export type Refusal = { field: string; why: string }

/** The first thing that a schema found wrong, in words. */
export function readRefusal(error: z.ZodError): Refusal {
  const issue = error.issues[0]!
  return { field: issue.path.join('.') || 'line', why: printable(issue.message) }
}

/** A line of JSON as an object, or why it is none. */
export function parseJsonLine(line: string): { value: unknown } | { refused: Refusal } {
  try {
    return { value: JSON.parse(line) }
  } catch (error) {
    return { refused: { field: 'line', why: `it is not JSON (${printable((error as Error).message)})` } }
  }
}

/** A message quotes what it is about, which may hold what commands a terminal, or half a character. */
const printable = (message: string) => message.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f]/g, '·')
