import { parseAddress } from '#lib/domain/subscription/address'
import { secret } from '#lib/secret'
import { findHeld, type HeldChoice, type HeldMail } from '#lib/store/held'
import { findMailServer, type MailServer } from '#lib/store/mail-server'
import { type OperatorAction, operate } from '#lib/store/operator'
import { isMailPaused } from '#lib/store/pauses'
import { countSuppressions, findSuppression } from '#lib/store/suppressions'
import { WrongArguments } from './arguments.ts'
import { commandUser } from './command-user.ts'
import type { Answer, Call } from './verb.ts'

const OPTIONS = ['resend', 'close', 'resume', 'lift', 'look', 'hold-missed']

/** `mail`: what is held and whether sending is stopped; with an option, what the operator says of it. */
export function planMail({ values, now }: Call): () => Promise<Answer> {
  const asked = OPTIONS.filter(name => values[name])
  if (asked.length > 1) throw new WrongArguments(`--${asked[0]} and --${asked[1]} are two things: one at a time.`)
  const did = (action: OperatorAction) => perform(action, now)
  if (values.resend) return did({ do: 'resend', held: readChoice(String(values.resend)) })
  if (values.close) return did({ do: 'close', held: readChoice(String(values.close)) })
  if (values.resume) return did({ do: 'open' })
  if (values['hold-missed']) return did({ do: 'hold' })
  if (values.lift) return did({ do: 'lift', address: readAddress('lift', String(values.lift)) })
  if (values.look) return look(readAddress('look', String(values.look)))
  return show
}

function perform(action: OperatorAction, now: Date) {
  return async (): Promise<Answer> => {
    const { ok, said, count } = await operate(action, { who: commandUser(), now, secret: secret() })
    const told = {
      open: { resumed: count !== 0 },
      lift: { lifted: ok },
      resend: { mails: count },
      close: { mails: count },
      hold: { mails: count },
    }
    return { line: said, json: told[action.do as keyof typeof told], failed: !ok }
  }
}

function readAddress(option: string, text: string): string {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new WrongArguments(`--${option} ${text}: ${parsed.message}`)
  return parsed.address
}

function look(address: string) {
  return async (): Promise<Answer> => {
    const found = await findSuppression(address, secret())
    const line = found
      ? `Nothing is sent to that address since ${minuteOf(found.at)} (UTC): ${found.reason}. ${found.detail ?? ''}`.trim()
      : 'That address is not suppressed.'
    return { line, json: { suppressed: found } }
  }
}

function readChoice(text: string): HeldChoice {
  if (text === 'all') return { all: true }
  if (/^letter\/\d+$|^[\w-]+\/\d{4}-\d\d-\d\d$/.test(text)) return { key: text }
  const parsed = parseAddress(text)
  if (!parsed.ok)
    throw new WrongArguments(`"${text}" is neither "all", nor an address, nor a key as \`attn mail\` shows it.`)
  return { email: parsed.address }
}

async function show(): Promise<Answer> {
  const [server, held, suppressed] = [await findMailServer(), await findHeld(), await countSuppressions()]
  const paused = await isMailPaused()
  const state = paused ? 'All mail is paused: `attn resume mail` lets it leave again.' : describeServer(server)
  const lines = [state, ...describeHeld(held), describeSuppressed(suppressed)]
  return { line: lines.join('\n'), json: { server, paused, held, suppressed } }
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
