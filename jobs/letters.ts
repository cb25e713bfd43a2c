import { renderConfirm } from '#emails/confirm'
import { renderManage } from '#emails/manage'
import { headerText } from '#lib/domain/mail/mail'
import { parseRate } from '#lib/domain/mail/rate'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { checkMail, sendMail } from '#lib/mail'
import type { SendResult } from '#lib/smtp-outcome'
import { claimLetter, type DueLetter, expireLetterLeases, hasDueLetters, markLetter } from '#lib/store/letters'
import { askToSend, giveProbeBack, reserveSending } from '#lib/store/mail-server'
import { resultOf } from './digest-result.ts'
import { confirmUrl, leaveUrl, manageUrl, messageIdOf, returnPathOf } from './links.ts'
import { startClock } from './running-clock.ts'

/** What one look at the letters did. `uncertain` includes letters of a worker that vanished. */
export type LettersReport = { sent: number; retry: number; failed: number; uncertain: number }

/** How many letters are on the wire at once. */
const LANES = 4

/** Sends the letters that are due. Safe to run at any time, from several processes at once. */
export async function sendDueLetters(options: {
  now: Date
  worker: string
  signal?: AbortSignal
}): Promise<LettersReport> {
  const { now, worker, signal } = options
  const report: LettersReport = { sent: 0, retry: 0, failed: 0, uncertain: 0 }
  if (!(await hasDueLetters(now))) return report
  checkMail()
  report.uncertain += await expireLetterLeases(now)
  const clock = startClock(now)
  const may = await askToSend(clock())
  if (may === 'stopped') return report
  const probe = may === 'probe'
  const gapMs = parseRate(env().MAIL_RATE ?? '')
  let isOver = false
  let sent = 0
  const lane = async () => {
    while (!signal?.aborted && !isOver) {
      const letter = await claimLetter(clock())
      if (!letter) return
      // Somebody waits for it: it takes the next place in the row of all mails, and does not wait for it.
      if (gapMs) await reserveSending(1, gapMs, clock())
      const answer = await sendLetter(letter, clock(), signal)
      sent++
      const { result, heard } = resultOf({ refusedAt: null }, answer, { probe, lastSentAt: null })
      const { state: outcome, reply, badAddress = false } = result
      const outage = answer.outage || (probe && outcome === 'retry')
      const stopped = await markLetter(letter, { outcome, reply, outage, badAddress, heard }, clock())
      // Nobody sends now, or the one mail is sent that asks whether to go on: the others wait for the next look.
      isOver ||= stopped || probe
      report[outcome]++
      if (outcome !== 'sent') log.info('letter not sent', { worker, letter: letter.id, outcome, reply })
    }
  }
  await Promise.all(Array.from({ length: probe ? 1 : LANES }, lane))
  if (probe && sent === 0) await giveProbeBack(clock())
  return report
}

function sendLetter(letter: DueLetter, now: Date, signal?: AbortSignal): Promise<SendResult> {
  const { id, kind, subscriberId, email } = letter
  const { SITE_URL: siteUrl, MAIL_FROM } = env()
  const rendered =
    kind === 'confirm'
      ? renderConfirm({ siteUrl, confirmUrl: confirmUrl(subscriberId, now) })
      : renderManage({ siteUrl, manageUrl: manageUrl(subscriberId), leaveUrl: leaveUrl(subscriberId) })
  const mail = {
    ...rendered,
    from: headerText(MAIL_FROM),
    to: headerText(email),
    date: now,
    messageId: headerText(messageIdOf(subscriberId, `letter ${id}`)),
  }
  return sendMail(mail, { signal, returnPath: returnPathOf(subscriberId, now.toISOString().slice(0, 10)) })
}
