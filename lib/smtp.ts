import { type Envelope, type Line, openLine, replyOf } from './smtp-line.ts'
import { classify, type SendResult, type SmtpError } from './smtp-outcome.ts'

const IDLE_MS = 10_000
const MESSAGES_PER_CONNECTION = 100

/**
 * Hands one mail to the server of an `smtp:` or `smtps:` URL over a connection that is kept for the next ones. On an aborted `signal` a mail
 * of which nothing was sent yet is not sent, and one on the wire has 25 s. Never throws.
 *
 * nodemailer's own pool is not used: it sends a message again by itself when a connection closes, the final dot sent or not.
 */
export async function sendSmtp(
  url: string,
  envelope: Envelope,
  raw: Buffer,
  signal?: AbortSignal,
): Promise<SendResult> {
  const idle = takeIdle(url)
  if (idle) {
    const { result, stale } = await sendAndKeep(url, idle, envelope, raw, signal)
    // The server may have closed a connection that waited; nothing of this mail was sent over it.
    if (!stale) return result
  }
  const opened = await openLine(url, drop, signal).catch((error: SmtpError) => error)
  if (!(opened instanceof Error)) return (await sendAndKeep(url, opened, envelope, raw, signal)).result
  const { closing, ours } = classify(opened, false, false)
  return { outcome: 'retry', reply: replyOf(opened), outage: true, closing, ours }
}

/** Says goodbye on all connections that wait for a mail. */
export function closeSmtp(): void {
  for (const { line, timer } of waiting.splice(0)) {
    clearTimeout(timer)
    line.quit()
  }
}

/** Open connections that wait for a mail. */
const waiting: { url: string; line: Line; timer: NodeJS.Timeout }[] = []

function takeIdle(url: string): Line | undefined {
  const at = waiting.findIndex(each => each.url === url)
  if (at < 0) return undefined
  const [{ line, timer }] = waiting.splice(at, 1) as [(typeof waiting)[0]]
  clearTimeout(timer)
  line.rest(false)
  return line
}

async function sendAndKeep(url: string, line: Line, envelope: Envelope, raw: Buffer, signal?: AbortSignal) {
  const answer = await line.send(envelope, raw, signal)
  if (answer.result.outcome === 'sent') keep(url, line)
  return answer
}

function keep(url: string, line: Line): void {
  if (line.broken) return
  if (line.messages >= MESSAGES_PER_CONNECTION) {
    line.quit()
    return
  }
  const timer = setTimeout(() => {
    drop(line)
    line.quit()
  }, IDLE_MS)
  // A process that has nothing else to do may end.
  line.rest(true)
  timer.unref()
  waiting.push({ url, line, timer })
}

function drop(line: Line): void {
  const at = waiting.findIndex(each => each.line === line)
  if (at < 0) return
  clearTimeout(waiting[at]!.timer)
  waiting.splice(at, 1)
}
