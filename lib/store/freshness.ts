import { database } from '#lib/db'
import { announcementsToCount } from '#lib/domain/freshness/announced'
import { describeFreshness } from '#lib/domain/freshness/describe'
import type { Judgement, SourceFacts, Staleness } from '#lib/domain/freshness/freshness'
import { judgeSource } from '#lib/domain/freshness/judge'
import { countAnnounced } from './announcements.ts'

/** A source as it was seen, what it gives in a few words, and how it is judged. */
export type JudgedSource = SourceFacts & Judgement & { about: string | null }

/** How every source does, and all of it in one line: the same words wherever they are read. Cheap at any size. */
export type SourcesFreshness = { freshness: string; sources: JudgedSource[]; workerSeenAt: Date | null }

export async function findFreshness(now: Date): Promise<SourcesFreshness> {
  const { prisma } = await database()
  const facts = await findFacts()
  const seen = await prisma.job.aggregate({ _max: { lastCheckedAt: true } })
  const workerSeenAt = seen._max.lastCheckedAt
  const around = { now, workerSeenAt, announced: await findAnnounced(facts, now) }
  const sources = facts.map(each => ({ ...each, ...judgeSource(each, around) }))
  return { freshness: describeFreshness(sources, around), sources, workerSeenAt }
}

// Without arXiv there is nothing to count. Of several ways of asking it, each is judged by the same announcements.
async function findAnnounced(facts: SourceFacts[], now: Date) {
  const arxiv = facts.filter(({ staleness }) => staleness?.kind === 'announced')
  if (arxiv.length === 0) return []
  const answers = arxiv.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? [])
  const earliest = answers.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
  return countAnnounced(announcementsToCount(earliest, now))
}

async function findFacts(): Promise<(SourceFacts & { about: string | null })[]> {
  const { prisma } = await database()
  const rows = await prisma.sourceState.findMany({ select: SEEN, orderBy: { name: 'asc' } })
  return rows.map(row => ({
    ...row,
    // Written by registerSources alone.
    staleness: row.staleness === null ? null : (JSON.parse(row.staleness) as Staleness),
  }))
}

const SEEN = {
  ...{ name: true, about: true, everyMs: true, staleness: true },
  ...{ papers: true, lastAttemptAt: true, lastSuccessAt: true, idleAt: true, lastPaperAt: true },
  ...{ lastError: true, failuresInARow: true },
} as const
