import { type Candidate, rankPapers } from '#lib/domain/rank/rank'
import { readSeries } from '#lib/domain/rank/reading'
import { DEFAULT_SETTINGS, type RankingSettings } from '#lib/domain/rank/settings'
import { SIGNALS, type Signal, type Window } from '#lib/domain/rank/signals'
import { DAY_MS, HOUR_MS } from '#lib/domain/rank/window'

/** What was observed of a paper, by time. */
type History = { id: string; series: Map<Signal, { at: number; value: number }[]> }

/** A paper as a ranking of that day may see it, and what it gained until it was observed next, which a ranking may not see. */
export type Contestant = {
  candidate: Candidate
  id: string
  votes: { at: number; value: number }[]
  gained: number
  ageMs: number
}

/** One day of the backtest. */
export type Day = { at: number; papers: Contestant[] }

const FIRST_DAY = Date.parse('2025-05-01')
const LONGEST_LISTED_MS = 14 * DAY_MS
const NEXT_WITHIN_MS = 4 * DAY_MS
const FEWEST = 20

/** Reads the lines of the history: `{"arxivId", "observedAt", "upvotes", "comments", "githubStars"}`, null where not known. */
export function readHistories(lines: string[]): History[] {
  const papers = new Map<string, History>()
  for (const line of lines) {
    const record = JSON.parse(line)
    const paper: History = papers.get(record.arxivId) ?? { id: record.arxivId, series: new Map() }
    papers.set(paper.id, paper)
    for (const signal of Object.keys(SIGNALS) as Signal[]) {
      const value = record[signal]
      if (typeof value !== 'number') continue
      const series = paper.series.get(signal) ?? []
      paper.series.set(signal, series)
      const at = Date.parse(record.observedAt)
      const same = series.find(one => one.at === at)
      if (same) same.value = value
      else series.push({ at, value })
    }
  }
  for (const { series } of papers.values()) for (const one of series.values()) one.sort((a, b) => a.at - b.at)
  return [...papers.values()]
}

/**
 * The days of the backtest. A paper takes part that was first seen at most 14 days before, with an observation within the four days after.
 * When it was published is not in the data: it is taken to be the day on which it was first seen.
 */
export function makeDays(histories: History[], settings = DEFAULT_SETTINGS): Day[] {
  const last = Math.max(...histories.flatMap(({ series }) => series.get('upvotes')?.at(-1)?.at ?? 0))
  const days: Day[] = []
  for (let at = FIRST_DAY; at <= last; at += DAY_MS) {
    const papers = histories.flatMap(history => contestantOf(history, at, settings) ?? [])
    if (papers.length >= FEWEST) days.push({ at, papers })
  }
  return days
}

function contestantOf({ id, series }: History, at: number, settings: RankingSettings): Contestant | null {
  const upvotes = series.get('upvotes') ?? []
  const first = upvotes[0]?.at ?? Number.POSITIVE_INFINITY
  if (first > at || first < at - LONGEST_LISTED_MS) return null
  const next = upvotes.find(one => one.at > at)
  if (!next || next.at > at + NEXT_WITHIN_MS) return null
  const votes = upvotes.filter(one => one.at <= at)
  const published = new Date(first).toISOString().slice(0, 10)
  const readings = [...series].flatMap(
    ([signal, all]) => readSeries({ signal, observed: all.filter(one => one.at <= at) }, published, settings) ?? [],
  )
  return {
    id,
    candidate: { pk: Number(id.replace('.', '')), published, publishedAt: Date.parse(published), readings },
    votes,
    gained: Math.max(0, next.value - votes.at(-1)!.value),
    ageMs: at - first,
  }
}

/** A score for each paper of a day; ties go to the lower id, as in the figures of reference. */
export type Scorer = (day: Day) => number[]

/** Ours, as it ships: a paper without a score comes last. */
export function attn(window: Window): Scorer {
  return ({ at, papers }) => {
    const ranked = rankPapers(
      papers.map(({ candidate }) => candidate),
      'attn',
      window,
      DEFAULT_SETTINGS,
      new Date(at),
    )
    const place = new Map(ranked.map(({ pk }, index) => [pk, -index]))
    return papers.map(({ candidate }) => place.get(candidate.pk) ?? Number.NEGATIVE_INFINITY)
  }
}

const each =
  (score: (votes: number, hours: number, paper: Contestant) => number): Scorer =>
  ({ papers }) =>
    papers.map(paper => score(paper.votes.at(-1)!.value, paper.ageMs / HOUR_MS, paper))

/** Votes an hour since the last observation that is six hours older than the latest; without one, all votes over `hours`. */
function rate({ votes }: Contestant, hours: number): number {
  const latest = votes.at(-1)!
  const before = votes.filter(one => one.at <= latest.at - 6 * HOUR_MS).at(-1)
  return before ? ((latest.value - before.value) * HOUR_MS) / (latest.at - before.at) : latest.value / hours
}

/** What ours is compared with. */
export const REFERENCES: Record<string, Scorer> = {
  count: each(votes => votes),
  'rate (first look: 16 h)': each((_, __, paper) => rate(paper, 16)),
  'rate (first look: 24 h)': each((_, __, paper) => rate(paper, 24)),
  'rate (24 h) × count^0.75': each((votes, _, paper) => rate(paper, 24) * votes ** 0.75),
  'Hacker News': each((votes, hours) => Math.max(0, votes - 1) ** 0.8 / (hours + 2) ** 1.8),
  Lobsters: each((votes, hours) => Math.log10(Math.max(1, votes)) - hours / 22),
  Reddit: each((votes, hours) => Math.log10(Math.max(1, votes)) - hours / 12.5),
  newest: each((_, hours) => -hours),
}

const DEPTH = 10

/** nDCG@10 with the gain as gain; null where nothing was gained. */
export function ndcg({ papers }: Day, scores: number[]): number | null {
  const order = papers
    .map(({ gained, id }, index) => ({ gained, id, score: scores[index]! }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  const ideal = dcg(papers.map(({ gained }) => gained).sort((a, b) => b - a))
  return ideal > 0 ? dcg(order.map(({ gained }) => gained)) / ideal : null
}

const dcg = (gains: number[]) =>
  gains.slice(0, DEPTH).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)

/** The mean, and the middle 90 % of means when whole weeks are drawn again and again: days of one week are alike. */
export function bootstrap(values: { at: number; value: number }[]): { mean: number; low: number; high: number } {
  const weeks = byWeek(values)
  const means: number[] = []
  let seed = 1
  for (let draw = 0; draw < 4000; draw++) {
    let sum = 0
    let count = 0
    for (let n = 0; n < weeks.length; n++) {
      // The generator of Park and Miller: the same draws each time.
      seed = (seed * 48_271) % 2_147_483_647
      for (const { value } of weeks[seed % weeks.length]!) {
        sum += value
        count++
      }
    }
    means.push(sum / count)
  }
  means.sort((a, b) => a - b)
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length
  return { mean, low: means[200]!, high: means[3799]! }
}

function byWeek<Value extends { at: number }>(values: Value[]): Value[][] {
  const weeks = new Map<number, Value[]>()
  for (const value of values) {
    const week = Math.floor(value.at / (7 * DAY_MS))
    weeks.set(week, [...(weeks.get(week) ?? []), value])
  }
  return [...weeks.values()]
}
