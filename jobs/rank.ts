import { rankPapers } from '#lib/domain/rank/rank'
import { WINDOWS } from '#lib/domain/rank/signals'
import { findCandidates, saveRanking } from '#lib/store/ranking'

/** Ranks every window anew as of `now` and says how many papers got a place by what they gained or by being new. */
export async function rankAll({ now }: { now: Date }): Promise<{ windows: number; scored: number }> {
  let scored = 0
  for (const window of WINDOWS) {
    const ranked = rankPapers(await findCandidates(window, now), window, now)
    await saveRanking(window, ranked)
    scored = Math.max(scored, ranked.length)
  }
  return { windows: WINDOWS.length, scored }
}
