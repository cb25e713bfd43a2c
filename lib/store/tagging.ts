import { database } from '#lib/db'
import { findIntakeVersion } from './intake.ts'
import type { Statement } from './statement.ts'
import { type Tagged, tagStatements } from './tag-statements.ts'

/** A paper as the tagger reads it. */
export type UntaggedPaper = { pk: number; id: string; title: string; abstract: string; categories: string[] }

/** How many topics of papers came, went, or got other reasons. */
export type Retagged = { added: number; removed: number; reworded: number }

/** Which version of the tagger the papers were given to last, all up to `donePk`; `finished` once it had them all. */
export async function findTagging(): Promise<{ version: string; donePk: number; finished: boolean }> {
  const { prisma } = await database()
  const { version, donePk, finishedAt } = await prisma.tagging.findUniqueOrThrow({ where: { id: 1 } })
  return { version, donePk, finished: finishedAt !== null }
}

/** A version of the tagger begins with the first paper; what came in since carries its topics already. */
export async function startTagging(version: string): Promise<void> {
  await setTagging(version, 0, null)
}

/** Every paper carries the topics of this version. */
export async function finishTagging(version: string, now: Date): Promise<void> {
  const { prisma } = await database()
  await prisma.tagging.updateMany({ where: { id: 1, version }, data: { finishedAt: now } })
}

/** Nothing is to be done for this version: there are no papers from before it. */
export async function skipTagging(version: string, now: Date): Promise<void> {
  await setTagging(version, 0, now)
}

async function setTagging(version: string, donePk: number, finishedAt: Date | null): Promise<void> {
  const { prisma } = await database()
  await prisma.tagging.updateMany({ where: { id: 1 }, data: { version, donePk, finishedAt } })
}

/** The papers after one, at most `limit`, in the order in which they came. */
async function findUntagged(afterPk: number, limit: number): Promise<UntaggedPaper[]> {
  const { prisma } = await database()
  const rows = await prisma.paper.findMany({
    where: { pk: { gt: afterPk } },
    select: { pk: true, id: true, title: true, abstract: true, categories: true },
    orderBy: { pk: 'asc' },
    take: limit,
  })
  return rows.map(row => ({ ...row, categories: JSON.parse(row.categories) }))
}

/**
 * Gives a batch its topics and notes how far the version has come, all or nothing: readers see every paper with its old topics or with
 * its new ones. The batch is read again where somebody stored papers in between, for its text may be another by now.
 */
export async function retagBatch(
  version: string,
  afterPk: number,
  limit: number,
  tag: (paper: UntaggedPaper) => Tagged['tags'],
): Promise<{ lastPk: number; papers: number; retagged: Retagged } | null> {
  for (;;) {
    const intake = await findIntakeVersion()
    const papers = await findUntagged(afterPk, limit)
    const lastPk = papers.at(-1)?.pk
    if (lastPk === undefined) return null
    const retagged = await writeTags(
      papers.map(paper => ({ id: paper.id, tags: tag(paper) })),
      intake,
      [{ sql: 'UPDATE tagging SET done_pk = ? WHERE id = 1 AND version = ?', args: [lastPk, version] }],
    )
    if (retagged) return { lastPk, papers: papers.length, retagged }
  }
}

/** Writes topics and what belongs to it, unless papers were stored since `intake` (null). */
export async function writeTags(papers: Tagged[], intake: number, beside: Statement[] = []): Promise<Retagged | null> {
  const { transact } = await database()
  try {
    const results = await transact([{ sql: UNCHANGED, args: [intake] }, ...beside, ...tagStatements(papers)])
    const [removed = 0, reworded = 0, added = 0] = results.slice(-3).map(({ rowsAffected }) => rowsAffected)
    return { added, removed, reworded }
  } catch (error) {
    if (OVERTAKEN.test((error as Error).message)) return null
    throw error
  }
}

// A condition between statements of one batch can only be a constraint that fails.
const UNCHANGED = 'UPDATE intake SET version = CASE version WHEN ?1 THEN ?1 END'
const OVERTAKEN = /NOT NULL constraint failed: intake\.version/
