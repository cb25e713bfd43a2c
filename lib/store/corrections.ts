import { database } from '#lib/db'
import { findIntakeVersion } from './intake.ts'
import type { Statement } from './statement.ts'
import type { Tagged } from './tag-statements.ts'
import { type UntaggedPaper, writeTags } from './tagging.ts'

/** What an operator says of one topic of a paper: it belongs, it does not, or the tagger decides again. */
export type Change = { topic: string; change: 'add' | 'remove' | 'undo' }

/** A correction that stands. */
export type Correction = { id: string; title: string; topic: string; change: 'add' | 'remove'; correctedAt: Date }

/**
 * What became of a paper: its topics by now, or null when there is no such paper. Ids from before it was renamed are understood.
 * @param now when the operator said so: what was said later stands
 */
export async function correctTopics(
  id: string,
  changes: Change[],
  tag: (paper: UntaggedPaper) => Tagged['tags'],
  now: Date,
): Promise<{ id: string; topics: string[] } | null> {
  for (;;) {
    const intake = await findIntakeVersion()
    const paper = await findTaggable(id)
    if (!paper) return null
    const statements = changes.map(change => correctionStatement(paper.pk, change, now))
    if (!(await writeTags([{ id: paper.id, tags: tag(paper) }], intake, statements))) continue
    return { id: paper.id, topics: await findTopics(paper.pk) }
  }
}

/** A paper by its id, or by one that it had before, as the tagger reads it; null when there is none. */
export async function findTaggable(id: string): Promise<UntaggedPaper | null> {
  const { prisma } = await database()
  const paper = await prisma.paper.findFirst({
    where: { OR: [{ id }, { aliases: { some: { id } } }] },
    select: { pk: true, id: true, title: true, abstract: true, categories: true },
  })
  return paper && { ...paper, categories: JSON.parse(paper.categories) }
}

/** The corrections that stand, of one paper or of all, in the order of papers and topics. */
export async function findCorrections(pk?: number): Promise<Correction[]> {
  const { prisma } = await database()
  const rows = await prisma.topicCorrection.findMany({
    where: pk === undefined ? {} : { paperPk: pk },
    include: { paper: { select: { id: true, title: true } } },
    orderBy: [{ paperPk: 'asc' }, { topicSlug: 'asc' }],
  })
  return rows.map(({ paper, topicSlug, wanted, correctedAt }) => ({
    ...paper,
    topic: topicSlug,
    change: wanted ? 'add' : 'remove',
    correctedAt,
  }))
}

async function findTopics(paperPk: number): Promise<string[]> {
  const { prisma } = await database()
  const rows = await prisma.paperTopic.findMany({ where: { paperPk }, orderBy: { topicSlug: 'asc' } })
  return rows.map(({ topicSlug }) => topicSlug)
}

function correctionStatement(pk: number, { topic, change }: Change, now: Date): Statement {
  if (change === 'undo')
    return { sql: 'DELETE FROM topic_correction WHERE paper_pk = ? AND topic_slug = ?', args: [pk, topic] }
  return {
    sql: `INSERT INTO topic_correction (paper_pk, topic_slug, wanted, corrected_at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET wanted = excluded.wanted, corrected_at = excluded.corrected_at
      WHERE wanted <> excluded.wanted AND excluded.corrected_at >= corrected_at`,
    args: [pk, topic, change === 'add' ? 1 : 0, now.getTime()],
  }
}
