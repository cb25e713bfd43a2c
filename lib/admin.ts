import { createHmac } from 'node:crypto'
import { env } from './env.ts'
import { parseAdminEmails } from './operate-settings.ts'
import { isSameText } from './same-text.ts'
import { keyOf } from './token.ts'

/** How long a link into /admin works, and a session lasts, in milliseconds. */
export const LINK_MS = 15 * 60_000
export const SESSION_MS = 12 * 3_600_000

/** Whoever may run commands here may enter, whatever the settings say. */
const BY_COMMAND = 'command line: '

/** Who an operator is that made a link on the command line. */
export const operatorOf = (user: string): string => `${BY_COMMAND}${user}`

/** Whether there is a way into /admin but by a link of the command line. */
export function isAdminOpen(): boolean {
  const { ADMIN_TOKEN, ADMIN_EMAILS } = env()
  return ADMIN_TOKEN !== undefined || parseAdminEmails(ADMIN_EMAILS).length > 0
}

/** Who an operator is that has ADMIN_TOKEN, or null: the name changes with the token, and ends the sessions of the one before. */
export function operatorOfToken(shown: string, secret: string): string | null {
  const { ADMIN_TOKEN } = env()
  return ADMIN_TOKEN && isSameText(shown, ADMIN_TOKEN) ? nameOf(ADMIN_TOKEN, secret) : null
}

/** Whether whoever came in by this name still may. */
export function isOperator(who: string, secret: string): boolean {
  const { ADMIN_TOKEN, ADMIN_EMAILS } = env()
  if (who.startsWith(BY_COMMAND)) return true
  if (ADMIN_TOKEN && who === nameOf(ADMIN_TOKEN, secret)) return true
  return parseAdminEmails(ADMIN_EMAILS).includes(who)
}

const nameOf = (token: string, secret: string) =>
  `token ${createHmac('sha256', keyOf('admin token', secret)).update(token).digest('hex').slice(0, 8)}`
