import { type Candidate, DEPTH, PLACES, partsOf, type Ranked, rankPapers } from '#lib/domain/rank/rank'
import { capIn, formatRanking, type RankingSettings } from '#lib/domain/rank/settings'
import type { Signal, Window } from '#lib/domain/rank/signals'
import { joinCandidates } from '#lib/store/candidates'
import { findFirst, findNamed, findNames, findPlaces } from '#lib/store/ranked-papers'
import { previewReadings } from '#lib/store/readings'

/** What is previewed: by which settings, over which window, as of when. Nothing is written. */
export type PreviewOf = { settings: RankingSettings; window: Window; now: Date }

/** So many places are shown. */
const SHOWN = 20

/** A place in a preview. `was` is the place that readers see now, null where it has none that is counted. */
export type PreviewedPlace = { place: number; id: string; title: string; score: number; was: number | null }

/** The first places as they would be, with where each stands now, and what would leave them. */
export type Diff = {
  ranking: string
  window: Window
  changed: number
  papers: PreviewedPlace[]
  leaving: { id: string; title: string; was: number; place: number | null }[]
}

/** What would change among the first places if these settings were in force. */
export async function previewDiff(of: PreviewOf): Promise<Diff> {
  const { ranked } = await rankWith(of)
  const first = ranked.slice(0, SHOWN)
  const names = await findNames(first.map(({ pk }) => pk))
  const places = await findPlaces([...names.keys()], of.window)
  const papers = first.flatMap(({ pk, score }, index) => {
    const { id, title } = names.get(pk) ?? {}
    return id && title ? [{ place: index + 1, id, title, score, was: places.get(pk) ?? null }] : []
  })
  const stay = new Set(first.map(({ pk }) => pk))
  const next = new Map(ranked.map(({ pk }, index) => [pk, index + 1]))
  const leaving = (await findFirst(of.window, SHOWN)).flatMap(({ pk, id, title }, index) =>
    stay.has(pk) ? [] : [{ id, title, was: index + 1, place: next.get(pk) ?? null }],
  )
  const changed = papers.filter(({ place, was }) => place !== was).length
  return { ranking: formatRanking(of.settings), window: of.window, changed, papers, leaving }
}

/** Why a paper would stand where it would: each signal with what it gained, its weight, its cap, the points it gives and their share. */
export type Explanation = {
  id: string
  title: string
  ranking: string
  window: Window
  place: number | null
  of: number
  score: number
  was: number | null
  parts: {
    signal: Signal | 'recency'
    gained: number
    weight: number | null
    cap: number | null
    points: number
    share: number
  }[]
}

/** Explains one paper's score; null where there is no such paper. */
export async function explainPaper(id: string, of: PreviewOf): Promise<Explanation | null> {
  const named = await findNamed(id)
  if (!named) return null
  const { candidates, ranked } = await rankWith(of)
  const index = ranked.findIndex(({ pk }) => pk === named.pk)
  const candidate = candidates.find(({ pk }) => pk === named.pk)
  return {
    id: named.id,
    title: named.title,
    ranking: formatRanking(of.settings),
    window: of.window,
    place: index < 0 ? null : index + 1,
    of: ranked.length,
    score: ranked[index]?.score ?? 0,
    was: (await findPlaces([named.pk], of.window)).get(named.pk) ?? null,
    parts: candidate && index >= 0 ? explainParts(candidate, of) : [],
  }
}

function explainParts(candidate: Candidate, { settings, window, now }: PreviewOf): Explanation['parts'] {
  const parts = partsOf(settings.formula, candidate, window, settings, now.getTime())
  const total = parts.reduce((sum, { points }) => sum + points, 0)
  return parts.map(({ signal, value, points }) => {
    const isWeighed = settings.formula === 'attn' && signal !== 'recency'
    return {
      signal,
      gained: value,
      weight: isWeighed ? settings.weights[signal] : null,
      cap: isWeighed ? Math.round(capIn(signal, window, settings)) : null,
      points: Math.round(points * 1e4) / 1e4,
      share: Math.round((points / total) * 1e4) / 1e4,
    }
  })
}

async function rankWith({ settings, window, now }: PreviewOf): Promise<{ candidates: Candidate[]; ranked: Ranked[] }> {
  const candidates = await joinCandidates(await previewReadings(settings, now), now)
  const depth = settings.formula === 'attn' ? DEPTH : PLACES
  return { candidates, ranked: rankPapers(candidates, 'attn', window, settings, now, depth) }
}
