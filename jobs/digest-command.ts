import { parseAddress } from '#lib/domain/subscription/address'
import { closeMail } from '#lib/mail'
import { readTime, WrongArguments } from './arguments.ts'
import { sendDueDigests } from './digest.ts'
import { describePreview } from './digest-report.ts'
import type { Call } from './verb.ts'
import { newWorkerName } from './worker-name.ts'

/** `digest`: sends what is due, or to one reader, or only says what would be sent. */
export function planDigest(call: Call) {
  const now = readTime(call, call.now)
  const to = call.values.to === undefined ? undefined : readAddress(String(call.values.to))
  const dryRun = call.values['dry-run'] === true
  return async () => {
    const report = await sendDueDigests({ now, dryRun, to, worker: newWorkerName(), signal: call.signal }).finally(
      closeMail,
    )
    const unsent = to !== undefined && report.retry + report.uncertain > 0
    const line = [report.summary ?? 'No digest is due.', ...describePreview(report.preview)].join('\n')
    return { line, json: report, failed: report.failed > 0 || unsent || report.stopped !== null }
  }
}

function readAddress(text: string): string {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new WrongArguments(`--to ${text}: ${parsed.message}`)
  return parsed.address
}
