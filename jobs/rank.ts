import { DEPTH, PLACES, rankPapers } from '#lib/domain/rank/rank'
import { RANKINGS } from '#lib/domain/rank/rankings'
import { formatRanking, type RankingSettings, readRanking } from '#lib/domain/rank/settings'
import { WINDOWS } from '#lib/domain/rank/signals'
import { env } from '#lib/env'
import { findCandidates } from '#lib/store/candidates'
import { saveRanking } from '#lib/store/ranking'
import { refreshReadings } from '#lib/store/readings'

/** What a ranking did: over how many windows, how many papers have a score, whose observations were read anew, how many rows were written. */
export type RankReport = { windows: number; scored: number; read: number; written: number }

/**
 * Ranks every window anew as of `now`, by the formula of this house and by those of others for comparison. Observations that were read
 * before are not read again, and what did not change is not written again.
 */
export async function rankAll({ now, settings }: { now: Date; settings?: RankingSettings }): Promise<RankReport> {
  const inForce = settings ?? readRanking(env().RANKING)
  const read = await refreshReadings(inForce, now)
  const candidates = await findCandidates(now)
  let scored = 0
  let written = 0
  for (const window of WINDOWS) {
    for (const ranking of RANKINGS) {
      const depth = ranking === 'attn' ? DEPTH : PLACES
      const ranked = rankPapers(candidates, ranking, window, inForce, now, depth)
      const of = { ranking, window, now, settings: formatRanking(inForce) }
      written += await saveRanking(of, ranked)
      if (ranking === 'attn') scored = Math.max(scored, ranked.length)
    }
  }
  return { windows: WINDOWS.length, scored, read, written }
}
