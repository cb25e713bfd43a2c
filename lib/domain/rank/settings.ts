import { isRankingName, RANKINGS, type RankingName } from './rankings.ts'
import { SIGNALS, type Signal, type Window } from './signals.ts'
import { DAY_MS, HOUR_MS, windowMs } from './window.ts'

/**
 * What an operator can change of the ranking. `halfLifeMs` is that of the window week; those of other windows are in proportion to their
 * length. `weights`: points for one unit. `caps`: how many units one signal can count for at most in the window week. `newcomer`: a paper
 * of today without signals stands where this many fresh points would bring it.
 */
export type RankingSettings = {
  formula: RankingName
  halfLifeMs: number
  weights: Record<Signal, number>
  caps: Record<Signal, number>
  newcomer: number
}

/**
 * Half-life and the weight of stars are those that did best in the backtest before December 2025 (`npm run bench -- trending`), caps as low as it
 * allows and as high as one source shouting allows (tests/unit/rank-resistance). The other weights it cannot tell, for it knows no other
 * signals: they are what one is worth by common sense.
 */
export const DEFAULT_SETTINGS: RankingSettings = {
  formula: 'attn',
  halfLifeMs: 48 * HOUR_MS,
  weights: { upvotes: 1, comments: 0.5, githubStars: 0.05, citations: 0.5, points: 0.2 },
  caps: { upvotes: 60, comments: 50, githubStars: 300, citations: 40, points: 100 },
  newcomer: 3,
}

/** The half-life of gains in a window, in milliseconds. `all` has none: nothing fades. */
export const halfLifeIn = (window: Window, settings: RankingSettings): number =>
  (settings.halfLifeMs * windowMs(window)) / windowMs('week')

/**
 * How much of a signal counts at most in a window: more where more time is looked at, by the square root, for much of what is gained
 * early has faded by then.
 */
export const capIn = (signal: Signal, window: Window, settings: RankingSettings): number =>
  settings.caps[signal] * Math.sqrt(windowMs(window === 'all' ? 'year' : window) / windowMs('week'))

type Parsed = { ok: true; settings: RankingSettings } | { ok: false; message: string }

const EXAMPLE = 'such as attn halfLife=24h upvotes=1 githubStars=0.1'

/**
 * Reads what an operator wrote: the name of a ranking, then changes: `halfLife=24h`, `newcomer=3`, the weight of a signal
 * (`githubStars=0.1`), its cap (`githubStarsCap=300`). The message of a refusal is the rest of a sentence.
 */
export function parseRanking(text: string): Parsed {
  const words = text.trim().split(/\s+/)
  const formula = words[0]!.includes('=') ? 'attn' : words.shift()!
  if (!isRankingName(formula))
    return { ok: false, message: `must begin with one of ${RANKINGS.join(', ')}, not with "${formula}"` }
  let settings: RankingSettings = { ...DEFAULT_SETTINGS, formula }
  for (const word of words) {
    const changed = change(settings, word)
    if (typeof changed === 'string') return { ok: false, message: changed }
    settings = changed
  }
  return { ok: true, settings }
}

function change(settings: RankingSettings, word: string): RankingSettings | string {
  const [, name = '', value = ''] = /^(\w+)=(.+)$/.exec(word) ?? []
  if (!name) return `must be a name and changes to it, ${EXAMPLE}, and "${word}" is no change`
  if (name === 'halfLife') {
    const halfLifeMs = readSpan(value)
    return halfLifeMs === null ? `has ${word}, and a half-life is 1h to 60d` : { ...settings, halfLifeMs }
  }
  const signal = name.replace(/Cap$/, '')
  const isCap = name.endsWith('Cap')
  if (name !== 'newcomer' && !Object.hasOwn(SIGNALS, signal))
    return `has ${word}, and what can be changed is halfLife, newcomer, ${Object.keys(SIGNALS).join(', ')}, each of these also with Cap behind it`
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  if (isCap)
    return number >= 1 && number <= 1e6
      ? { ...settings, caps: { ...settings.caps, [signal]: number } }
      : `has ${word}, and a cap is a number from 1 to 1000000`
  if (!(number <= 1000)) return `has ${word}, and that is a number from 0 to 1000`
  return name === 'newcomer'
    ? { ...settings, newcomer: number }
    : { ...settings, weights: { ...settings.weights, [signal]: number } }
}

function readSpan(text: string): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([hd])$/.exec(text) ?? []
  const ms = Number(count) * (unit === 'd' ? DAY_MS : HOUR_MS)
  return ms >= HOUR_MS && ms <= 60 * DAY_MS ? ms : null
}

/** The settings of a text that was checked before. @throws Error if it was not. */
export function readRanking(text: string): RankingSettings {
  const parsed = parseRanking(text)
  if (!parsed.ok) throw new Error(`RANKING ${parsed.message}`)
  return parsed.settings
}

/** The settings as an operator would write them, changes only. */
export function formatRanking(settings: RankingSettings): string {
  const standard = DEFAULT_SETTINGS
  const changes = [
    ...(settings.halfLifeMs === standard.halfLifeMs ? [] : [`halfLife=${settings.halfLifeMs / HOUR_MS}h`]),
    ...(settings.newcomer === standard.newcomer ? [] : [`newcomer=${settings.newcomer}`]),
    ...(Object.keys(SIGNALS) as Signal[]).flatMap(signal => [
      ...(settings.weights[signal] === standard.weights[signal] ? [] : [`${signal}=${settings.weights[signal]}`]),
      ...(settings.caps[signal] === standard.caps[signal] ? [] : [`${signal}Cap=${settings.caps[signal]}`]),
    ]),
  ]
  return [settings.formula, ...changes].join(' ')
}
