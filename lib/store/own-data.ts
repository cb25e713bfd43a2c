import { primary } from '#lib/db'
import { readPreferences, WITH_TOPICS } from './subscription-row.ts'

/** All that is kept of a reader, for themselves. */
export async function findOwnData(id: string) {
  const { prisma } = await primary()
  const row = await prisma.subscriber.findUnique({ where: { id }, include: WITH_TOPICS })
  if (!row) return null
  const { email, status, consent, createdAt, confirmedAt, leftAt, nextDueAt } = row
  const issues = await prisma.delivery.findMany({
    where: { subscriberId: id },
    select: {
      localDate: true,
      state: true,
      dueAt: true,
      attempts: true,
      messageId: true,
      reason: true,
      lastReply: true,
      updatedAt: true,
    },
    orderBy: { localDate: 'asc' },
  })
  const papers = await prisma.$queryRaw<{ localDate: string; id: string; title: string }[]>`
    SELECT d.local_date AS localDate, p.id, p.title FROM delivered_paper d JOIN paper p ON p.pk = d.paper_pk
    WHERE d.subscriber_id = ${id} ORDER BY d.local_date, p.pk`
  const letters = await prisma.letter.findMany({
    where: { subscriberId: id },
    select: { kind: true, state: true, queuedAt: true, attempts: true, lastReply: true, updatedAt: true },
    orderBy: { id: 'asc' },
  })
  return {
    email,
    status,
    preferences: readPreferences(row),
    consent: JSON.parse(consent) as unknown,
    createdAt,
    confirmedAt,
    leftAt,
    nextDueAt,
    issues,
    papers,
    letters,
  }
}
