import { primary } from '#lib/db'
import type { MailReport } from '#lib/domain/mail/report'
import { hidePrivate } from '#lib/domain/status/hide-private'
import { suppressReader } from './suppressions.ts'

/** What was made of a report: nothing is sent to that reader any more, it stands in the ledger, or it changed nothing. */
export type TakenReport = 'suppressed' | 'noted' | 'ignored'

/**
 * Takes a report whose owner is known. An address that does not exist and a complaint end all mail to it. What is about us, about one mail, or
 * only a delay suppresses nobody and is noted with the mail: one reader's server must not be able to stop the others' mails.
 */
export async function takeReport(
  report: MailReport,
  owner: { subscriberId: string; localDate: string | null },
  now: Date,
): Promise<TakenReport> {
  const { prisma } = await primary()
  const { subscriberId, localDate } = owner
  if (!(await prisma.subscriber.findUnique({ where: { id: subscriberId }, select: { id: true } }))) return 'ignored'
  const { about, said } = report
  if (about === 'nothing') return 'ignored'
  const words = about === 'complaint' ? `its reader complained (${said})` : `came back: ${hidePrivate(said)}`
  if (localDate !== null)
    await prisma.delivery.updateMany({
      where: { subscriberId, localDate, state: { in: ['sent', 'uncertain'] } },
      data: { reason: words },
    })
  if (about !== 'address' && about !== 'complaint') return localDate === null ? 'ignored' : 'noted'
  const reason = about === 'complaint' ? 'complained' : 'bounced'
  await suppressReader(subscriberId, { reason, detail: said }, now)
  return 'suppressed'
}
