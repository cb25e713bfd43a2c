import { renderConfirm } from '#emails/confirm'
import { renderManage } from '#emails/manage'
import { headerText } from '#lib/domain/mail/mail'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { sendMail } from '#lib/mail'
import type { SendResult } from '#lib/smtp-outcome'
import { claimLetter, type DueLetter, expireLetterLeases, hasDueLetters, markLetter } from '#lib/store/letters'
import { confirmUrl, leaveUrl, manageUrl, messageIdOf } from './links.ts'
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
  report.uncertain += await expireLetterLeases(now)
  const clock = startClock(now)
  let away = false
  const lane = async () => {
    while (!signal?.aborted && !away) {
      const letter = await claimLetter(clock())
      if (!letter) return
      const result = await sendLetter(letter, clock(), signal)
      await markLetter(letter, result, clock())
      const { outcome, reply } = result
      report[outcome]++
      // The others would hear the same: they wait for the next look.
      away ||= result.outage === true
      if (outcome !== 'sent') log.info('letter not sent', { worker, letter: letter.id, outcome, reply })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
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
  return sendMail(mail, signal)
}
