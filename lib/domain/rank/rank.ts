import { scoreElsewhere } from './others.ts'
import type { RankingName } from './rankings.ts'
import { dayOf, type Part, type Standing, scoreParts } from './score.ts'
import type { RankingSettings } from './settings.ts'
import { type Because, SIGNALS, type Window } from './signals.ts'

/** A paper that may be ranked. `published` is its date as text, which decides ties. */
export type Candidate = Standing & { pk: number; published: string | null }

/**
 * A paper with its score. `gain` is what it gained in the window, counted plainly: weight × units, in votes or stars where a formula
 * of elsewhere ranks. `day`: which day it is since it was first observed, while it is young.
 */
export type Ranked = {
  pk: number
  published: string
  score: number
  gain: number
  because: Because[]
  day: number | null
}

/** The first places of a ranking are counted; so deep is a ranking of elsewhere. */
export const PLACES = 1000

/**
 * Ranks what gained in the window or is new, best first; ties go to the newer paper, then to the one stored later. The order of the candidates
 * makes no difference. What gained nothing and is not new has no score: it follows, newest first.
 * @param ranking whose formula; by `attn`, the formula that the settings name
 */
export function rankPapers(
  candidates: Candidate[],
  ranking: RankingName,
  window: Window,
  settings: RankingSettings,
  now: Date,
): Ranked[] {
  const formula = ranking === 'attn' ? settings.formula : ranking
  const ranked: Ranked[] = []
  for (const candidate of candidates) {
    const scored = scorePaper(candidate, formula, window, settings, now.getTime())
    if (scored) ranked.push(scored)
  }
  return ranked.sort(compareRanked)
}

/** The one order of scored papers; lib/store/feed-ranked asks the database for the same. */
export const compareRanked = (a: Ranked, b: Ranked): number =>
  b.score - a.score || compare(b.published, a.published) || b.pk - a.pk

/** One paper's score; null where it has none. */
export function scorePaper(
  candidate: Candidate,
  formula: RankingName,
  window: Window,
  settings: RankingSettings,
  now: number,
): Ranked | null {
  const found =
    formula === 'attn' ? ownScore(candidate, window, settings, now) : scoreElsewhere(formula, candidate, window, now)
  if (!found) return null
  const weightOf = ({ signal }: Part) => (signal === 'recency' ? 0 : formula === 'attn' ? settings.weights[signal] : 1)
  return {
    pk: candidate.pk,
    published: candidate.published ?? '',
    score: found.score,
    gain: round(found.parts.reduce((sum, part) => sum + weightOf(part) * part.value, 0)),
    because: explain(found.parts),
    day: dayOf(candidate, now),
  }
}

function ownScore(candidate: Candidate, window: Window, settings: RankingSettings, now: number) {
  const parts = scoreParts(candidate, window, settings, now)
  const score = significant(parts.reduce((sum, { points }) => sum + points, 0))
  return score > 0 ? { score, parts } : null
}

const ORDER = [...Object.keys(SIGNALS), 'recency']

/** Each part's share of the score, the largest first. */
function explain(parts: Part[]): Because[] {
  const total = parts.reduce((sum, { points }) => sum + points, 0)
  return parts
    .sort((a, b) => b.points - a.points || ORDER.indexOf(a.signal) - ORDER.indexOf(b.signal))
    .map(({ signal, value, points }) => ({
      signal,
      value: signal === 'recency' ? round(value) : Math.round(value),
      share: round(points / total),
    }))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const round = (value: number) => Math.round(value * 1e4) / 1e4

/**
 * Four digits that count. A finer difference means nothing, and a ranking that only faded a little need not be written again; what is equal
 * in these is ordered by date.
 */
const significant = (value: number) => Number(value.toPrecision(4))
