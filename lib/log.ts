import { hideSecrets } from '#lib/domain/status/hide-secrets'
import { env } from './env.ts'
import { currentDoing } from './request-context.ts'

/** A value beside an event, shown as `name=value`. */
type Fields = Record<string, string | number | boolean | null | undefined>

/**
 * One line an event, on stderr: the time, what happened, the details, and the request or job it belongs to. stdout belongs to what a command
 * answers. Addresses and tokens are never in it.
 */
export const log = {
  info: (event: string, fields: Fields = {}): void => write('info', event, fields),
  error: (event: string, error: unknown, fields: Fields = {}): void =>
    write('error', event, { ...fields, error: renderError(error) }),
}

/** What went wrong on one line: the message of an error, and of what caused it. */
export function renderError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error && !error.message.includes(error.cause.message) ? error.cause : null
  const message = error.message || error.name
  return (cause ? `${message}: ${renderError(cause)}` : message).replace(/\s+/g, ' ').trim()
}

/**
 * A line of the log. As JSON it has `time`, `level` and `message`, `request` and `route` where it is about a request, and the fields; else it is
 * for a person.
 */
export function renderLine(
  format: 'text' | 'json',
  level: 'info' | 'error',
  event: string,
  fields: Fields,
  at: Date,
): string {
  const time = at.toISOString()
  const shown = Object.entries(fields).flatMap(([name, value]): [string, Fields[string]][] => {
    if (value === undefined) return []
    return [[name, typeof value === 'string' ? hideSecrets(value) : value]]
  })
  const message = hideSecrets(event)
  const head = { time, level, message }
  // Twice: so that they stand first, and no field is taken for one of them.
  if (format === 'json') return JSON.stringify({ ...head, ...Object.fromEntries(shown), ...head })
  const details = shown.map(([name, value]) => ` ${name}=${renderValue(value)}`)
  return `${time} ${message}${details.join('')}`
}

const renderValue = (value: Fields[string]) =>
  /^[^\s"=]+$/.test(String(value)) ? String(value) : JSON.stringify(value)

function write(level: 'info' | 'error', event: string, fields: Fields): void {
  const doing = currentDoing()
  const about = doing?.request ? { request: doing.request, route: doing.route } : {}
  process.stderr.write(`${renderLine(format(), level, event, { ...about, ...fields }, new Date())}\n`)
}

/** What the settings say; while they cannot be read there is nobody but a person to tell. */
function format(): 'text' | 'json' {
  try {
    return env().LOG_FORMAT
  } catch {
    return 'text'
  }
}
