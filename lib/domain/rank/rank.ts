import { partsElsewhere, scoreElsewhere } from './others.ts'
import type { RankingName } from './rankings.ts'
import { dayOf, type Part, type Standing, scoreOf, scoreParts } from './score.ts'
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

/** So many papers of a ranking have a score at most; what is beyond follows newest first, as what gained nothing does. */
export const DEPTH = 20_000

/** The first places of a ranking are counted; so deep is a ranking of elsewhere. */
export const PLACES = 500

/**
 * Ranks what gained in the window or is new, best first; ties go to the newer paper, then to the one stored later. The order of the candidates
 * makes no difference. What gained nothing and is not new has no score: it follows, newest first.
 * @param ranking whose formula; by `attn`, the formula that the settings name
 * @param depth how many are wanted at most
 */
export function rankPapers(
  candidates: Candidate[],
  ranking: RankingName,
  window: Window,
  settings: RankingSettings,
  now: Date,
  depth = Number.POSITIVE_INFINITY,
): Ranked[] {
  const formula = ranking === 'attn' ? settings.formula : ranking
  const scores = Float64Array.from(candidates, one => scoreWith(formula, one, window, settings, now.getTime()))
  // The least score that can be among the first: most need not be sorted, nor explained.
  const least = scores.length > depth ? scores.slice().sort()[scores.length - depth]! : 0
  return candidates
    .flatMap((candidate, index) => {
      const score = scores[index]!
      return score > 0 && score >= least ? [{ candidate, score }] : []
    })
    .sort(compareScored)
    .slice(0, depth)
    .map(({ candidate, score }) => explainScore(candidate, score, formula, window, settings, now.getTime()))
}

type Scored = { candidate: Candidate; score: number }

/** The one order of scored papers; the store asks the database for the same. */
const compareScored = (a: Scored, b: Scored): number =>
  b.score - a.score ||
  compare(b.candidate.published ?? '', a.candidate.published ?? '') ||
  b.candidate.pk - a.candidate.pk

function scoreWith(
  formula: RankingName,
  candidate: Candidate,
  window: Window,
  settings: RankingSettings,
  now: number,
): number {
  return formula === 'attn'
    ? scoreOf(candidate, window, settings, now)
    : scoreElsewhere(formula, candidate, window, now)
}

/** The parts of a paper's score by a formula, the largest first. */
export function partsOf(
  formula: RankingName,
  candidate: Candidate,
  window: Window,
  settings: RankingSettings,
  now: number,
): Part[] {
  const parts =
    formula === 'attn' ? scoreParts(candidate, window, settings, now) : partsElsewhere(formula, candidate, window, now)
  return parts.sort((a, b) => b.points - a.points || ORDER.indexOf(a.signal) - ORDER.indexOf(b.signal))
}

function explainScore(
  candidate: Candidate,
  score: number,
  formula: RankingName,
  window: Window,
  settings: RankingSettings,
  now: number,
): Ranked {
  const parts = partsOf(formula, candidate, window, settings, now)
  const total = parts.reduce((sum, { points }) => sum + points, 0)
  const weightOf = ({ signal }: Part) => (signal === 'recency' ? 0 : formula === 'attn' ? settings.weights[signal] : 1)
  return {
    pk: candidate.pk,
    published: candidate.published ?? '',
    score,
    gain: round(parts.reduce((sum, part) => sum + weightOf(part) * part.value, 0)),
    because: parts.map(({ signal, value, points }) => ({
      signal,
      value: signal === 'recency' ? round(points) : Math.round(value),
      share: round(points / total),
    })),
    day: dayOf(candidate, now),
  }
}

const ORDER = [...Object.keys(SIGNALS), 'recency']

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const round = (value: number) => Math.round(value * 1e4) / 1e4
