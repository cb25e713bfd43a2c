import { database } from '#lib/db'

/** What is known around an issue to be made: the local date of the reader's last one, and the date of the newest public issue by then. */
export type IssueContext = { last: string | null; webDate: string | null }

export async function findIssueContext(subscriberId: string | null, localDate: string): Promise<IssueContext> {
  const { prisma } = await database()
  const [context] = await prisma.$queryRaw<IssueContext[]>`
    SELECT (SELECT max(local_date) FROM delivery
            WHERE subscriber_id = ${subscriberId ?? ''} AND local_date < ${localDate} AND state IN ('sent', 'uncertain')) AS last,
      (SELECT max(date) FROM issue WHERE date <= ${localDate}) AS webDate`
  return context!
}
