import { database } from '#lib/db'

/** Deletes the record of runs that started before a time. Returns how many. */
export async function deleteJobRuns(before: Date): Promise<number> {
  const { prisma } = await database()
  const { count } = await prisma.jobRun.deleteMany({ where: { startedAt: { lt: before } } })
  return count
}

/** Lets the database renew its statistics and fold the write-ahead log into its file. */
export async function saveUpkeep(): Promise<void> {
  const { prisma } = await database()
  try {
    await prisma.$queryRaw`PRAGMA optimize`
  } catch (error) {
    // A server does all of this by itself, and refuses to be told.
    if (/unsupported statement/.test((error as Error).message)) return
    throw error
  }
  // Somebody reads at this moment: there is a next time.
  await prisma.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`.catch(() => null)
}
