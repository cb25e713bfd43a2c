import { type AuditEntry, findAudit } from '#lib/store/audit'
import { WrongArguments } from './arguments.ts'
import type { Call } from './verb.ts'

const USUAL = 50
const MOST = 10_000

/** `audit`: what operators did, oldest of the latest first, as one reads a log. */
export function planAudit({ values }: Call) {
  const limit = values.limit === undefined ? USUAL : Number(values.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new WrongArguments(`--limit "${values.limit}" is no number from 1 to ${MOST}.`)
  return async () => {
    const entries = (await findAudit(limit)).reverse()
    return { line: entries.map(render).join('\n') || 'Nobody did anything yet.', json: { entries } }
  }
}

const render = ({ at, who, action, target, outcome }: AuditEntry) =>
  `${at.toISOString().slice(0, 19).replace('T', ' ')}  ${who}  ${action}${target ? ` ${target}` : ''}: ${outcome}`
