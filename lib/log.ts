/** A value beside an event, shown as `name=value`. */
type Fields = Record<string, string | number | boolean | null | undefined>

/** One line an event, on stderr: the time, what happened, the details. stdout belongs to what a command answers. */
export const log = {
  info: (event: string, fields: Fields = {}): void => write(event, fields),
  error: (event: string, error: unknown, fields: Fields = {}): void =>
    write(event, { ...fields, error: renderError(error) }),
}

/** What went wrong on one line: the message of an error, and of what caused it. */
export function renderError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error && !error.message.includes(error.cause.message) ? error.cause : null
  const message = error.message || error.name
  return (cause ? `${message}: ${renderError(cause)}` : message).replace(/\s+/g, ' ').trim()
}

function write(event: string, fields: Fields): void {
  const details = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${/^[^\s"=]+$/.test(String(value)) ? value : JSON.stringify(value)}`)
  process.stderr.write(`${new Date().toISOString()} ${event}${details.join('')}\n`)
}
