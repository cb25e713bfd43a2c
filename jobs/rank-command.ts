import { parseRanking, type RankingSettings, readRanking } from '#lib/domain/rank/settings'
import { SIGNALS, WINDOWS, type Window } from '#lib/domain/rank/signals'
import { isWindow } from '#lib/domain/rank/window'
import { env } from '#lib/env'
import { type Given, readTime, WrongArguments } from './arguments.ts'
import { rankAll } from './rank.ts'
import { type Diff, type Explanation, explainPaper, previewDiff } from './rank-preview.ts'
import type { Answer, Call } from './verb.ts'
import { previewsRanking } from './verbs.ts'

/** `rank`: ranks; or with --preset, --diff or --explain shows what these settings, or those in force, would give. */
export function planRank(call: Call): () => Promise<Answer> {
  const { values } = call
  const now = readTime(call, call.now)
  if (!previewsRanking(values)) {
    if (values.window !== undefined)
      throw new WrongArguments('--window goes with --preset, --diff or --explain: all windows are ranked.')
    return async () => {
      const report = await rankAll({ now })
      return { line: `Ranked ${report.scored} papers over ${report.windows} windows.`, json: report }
    }
  }
  if (values.diff && values.explain !== undefined)
    throw new WrongArguments('--diff and --explain are two questions: ask one at a time.')
  const of = { settings: readPreset(values.preset), window: readWindow(values.window), now }
  if (values.explain === undefined) {
    return async () => {
      const diff = await previewDiff(of)
      return { line: renderDiff(diff), json: diff }
    }
  }
  const id = String(values.explain)
  return async () => {
    const explanation = await explainPaper(id, of)
    if (!explanation) return { line: `There is no paper ${id}.`, json: { error: 'no such paper', id }, failed: true }
    return { line: renderExplanation(explanation), json: explanation }
  }
}

function readPreset(preset: Given['values'][string]): RankingSettings {
  if (preset === undefined) return readRanking(env().RANKING)
  const parsed = parseRanking(String(preset))
  if (!parsed.ok) throw new WrongArguments(`--preset ${parsed.message}.`)
  return parsed.settings
}

function readWindow(window: Given['values'][string]): Window {
  if (window === undefined) return 'week'
  if (isWindow(String(window))) return window as Window
  throw new WrongArguments(`--window "${window}" is none of ${WINDOWS.join(', ')}.`)
}

function renderDiff({ ranking, window, changed, papers, leaving }: Diff): string {
  if (papers.length === 0) return `By ${ranking} no paper has a place in the window ${window}.`
  const width = Math.max(...[...papers, ...leaving].map(({ id }) => id.length))
  const named = (place: string, id: string, title: string) => `${place.padStart(4)}  ${id.padEnd(width)}  ${cut(title)}`
  return [
    `By ${ranking} in the window ${window}, ${changed} of the first ${papers.length} places would change:`,
    ...papers.map(({ place, id, title, was }) => `${named(String(place), id, title)}  ${moved(place, was)}`),
    ...leaving.map(
      ({ id, title, was, place }) =>
        `${named('–', id, title)}  was ${was}, ${place ? `would be ${place}` : 'without a place'}`,
    ),
  ].join('\n')
}

const moved = (place: number, was: number | null) =>
  was === null ? 'was not counted' : was === place ? 'stays' : `was ${was}`

const TITLE_WIDTH = 56
const cut = (title: string) =>
  (title.length > TITLE_WIDTH ? `${title.slice(0, TITLE_WIDTH - 1)}…` : title).padEnd(TITLE_WIDTH)

function renderExplanation(explanation: Explanation): string {
  const { id, title, ranking, window, place, of, depth, why, score, was, parts } = explanation
  if (place === null) return `${id} ${title}\nBy ${ranking} it has no place in the window ${window}: ${why}.`
  const now = was === null ? 'not among the counted places now' : `${was} now`
  const row = (cells: string[]) => cells.map((cell, at) => (at ? cell.padStart(9) : cell.padEnd(20))).join('')
  const number = (value: number | null) => (value === null ? '–' : String(Math.round(value * 100) / 100))
  return [
    `${id} ${title}`,
    `By ${ranking} in the window ${window}: place ${place} of ${of} (${now}), ${score} points.`,
    ...(place > depth ? [`Only the first ${depth} have a place; it would follow by its date.`] : []),
    row(['signal', 'gained', 'weight', 'cap', 'points', 'share']),
    ...parts.map(part =>
      row([
        part.signal === 'recency' ? 'being new' : SIGNALS[part.signal].many,
        part.signal === 'recency' ? '–' : number(part.gained),
        number(part.weight),
        number(part.cap),
        number(part.points),
        `${Math.round(part.share * 100)} %`,
      ]),
    ),
  ].join('\n')
}
