import { parseAddress } from '#lib/domain/subscription/address'
import { secret } from '#lib/secret'
import { closeHeld, findHeld, type HeldChoice, type HeldMail, resendHeld } from '#lib/store/held'
import { findMailServer, type MailServer, resumeSending } from '#lib/store/mail-server'
import { countSuppressions, liftSuppression } from '#lib/store/suppressions'
import { WrongArguments } from './arguments.ts'
import type { Answer, Call } from './verbs.ts'

const OPTIONS = ['resend', 'close', 'resume', 'lift']

/** `mail`: what is held and whether sending is stopped; with an option, what the operator says of it. */
export function planMail({ values, now }: Call): () => Promise<Answer> {
  const asked = OPTIONS.filter(name => values[name])
  if (asked.length > 1) throw new WrongArguments(`--${asked[0]} and --${asked[1]} are two things: one at a time.`)
  if (values.resend) return settle(readChoice(String(values.resend)), now, 'Sends again', resendHeld)
  if (values.close) return settle(readChoice(String(values.close)), now, 'Takes as sent', closeHeld)
  if (values.resume) return resume
  if (values.lift) return lift(String(values.lift), now)
  return show
}

function readChoice(text: string): HeldChoice {
  if (text === 'all') return { all: true }
  if (/^letter\/\d+$|^[\w-]+\/\d{4}-\d\d-\d\d$/.test(text)) return { key: text }
  const parsed = parseAddress(text)
  if (!parsed.ok)
    throw new WrongArguments(`"${text}" is neither "all", nor an address, nor a key as \`attn mail\` shows it.`)
  return { email: parsed.address }
}

function settle(choice: HeldChoice, now: Date, did: string, act: (choice: HeldChoice, now: Date) => Promise<number>) {
  return async () => {
    const mails = await act(choice, now)
    const line = mails === 1 ? `${did} 1 mail.` : `${did} ${mails} mails.`
    return { line: mails > 0 ? line : 'No held mail is that one.', json: { mails }, failed: mails === 0 }
  }
}

async function resume(): Promise<Answer> {
  const resumed = await resumeSending()
  return { line: resumed ? 'Everybody sends again.' : 'Sending was not stopped.', json: { resumed } }
}

function lift(text: string, now: Date) {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new WrongArguments(`--lift ${text}: ${parsed.message}`)
  return async () => {
    const lifted = await liftSuppression(parsed.address, secret(), now)
    const line = lifted ? 'That address gets mail again.' : 'That address was not suppressed.'
    return { line, json: { lifted }, failed: !lifted }
  }
}

async function show(): Promise<Answer> {
  const [server, held, suppressed] = [await findMailServer(), await findHeld(), await countSuppressions()]
  const lines = [describeServer(server), ...describeHeld(held), describeSuppressed(suppressed)]
  return { line: lines.join('\n'), json: { server, held, suppressed } }
}

/** Whether mails leave, with the server's last words where not. */
export function describeServer({ stoppedAt, why, probeAt, lastReply }: MailServer): string {
  if (!stoppedAt) return 'Mails leave as they are due.'
  const next = probeAt ? ` The next mail asks again at ${minuteOf(probeAt)} (UTC).` : ''
  return `Nobody sends since ${minuteOf(stoppedAt)} (UTC). ${why} It said: ${lastReply}${next} \`attn mail --resume\` goes on at once.`
}

function describeHeld(held: HeldMail[]): string[] {
  if (held.length === 0) return ['No mail is held as uncertain.']
  return [
    `${held.length} held as uncertain: \`--resend\` or \`--close\` with a key, an address or "all".`,
    ...held.map(
      ({ key, email, since, what, said }) => `  ${key}  ${email ?? '(left)'}  ${what}, ${minuteOf(since)}: ${said}`,
    ),
  ]
}

function describeSuppressed(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([reason, count]) => `${count} ${reason}`)
  return parts.length > 0 ? `Suppressed addresses: ${parts.join(', ')}.` : 'No address is suppressed.'
}

const minuteOf = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ')
