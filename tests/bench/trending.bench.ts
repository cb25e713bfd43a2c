// How well what trends today tells what will gain most: the backtest on 229 real days of upvotes, ours against what others rank by.
// The months from December 2025 on were kept aside: half-life, weights and caps were not chosen by them. How wrong numbers are treated was.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { HOUR_MS } from '#lib/domain/rank/window'
import { attn, bootstrap, type Day, makeDays, ndcg, REFERENCES, readHistories, type Scorer } from './backtest.ts'

const file = fileURLToPath(new URL('../../../shared/data/signals/upvotes-2024-06-to-2026-02.jsonl.gz', import.meta.url))
const ASIDE_FROM = Date.parse('2025-12-01')
const FEWEST_YOUNG = 10

if (existsSync(file)) run()
else console.log('Skipped: ../shared/data/signals is not there.')

function run() {
  const days = makeDays(readHistories(gunzipSync(readFileSync(file)).toString().trim().split('\n')))
  const mean = days.reduce((sum, { papers }) => sum + papers.length, 0) / days.length
  console.log(
    `${days.length} days, ${mean.toFixed(1)} papers on average; nDCG@10, gain as gain; in brackets 90 % by weeks drawn again.`,
  )
  console.log('The figure favours what is big already: papers that are listed longer are observed more often.\n')
  compare('All papers', days)
  compare(
    'Papers first seen less than 48 hours ago',
    days
      .map(({ at, papers }) => ({ at, papers: papers.filter(({ ageMs }) => ageMs < 48 * HOUR_MS) }))
      .filter(({ papers }) => papers.length >= FEWEST_YOUNG),
  )
}

function compare(title: string, days: Day[]) {
  const ours = evaluate(attn('week'), days)
  const aside = days.filter(({ at }) => at >= ASIDE_FROM).length
  console.log(`${title}: ${days.length} days, ${aside} of them kept aside`)
  console.log(
    `${'ranking'.padEnd(26)}${'all'.padEnd(22)}${'until Nov 2025'.padEnd(16)}${'kept aside'.padEnd(22)}Attn ahead, all       Attn ahead, aside`,
  )
  const rows: [string, Scorer][] = [
    ['Attn, week', attn('week')],
    ['Attn, day', attn('day')],
    ['Attn, month', attn('month')],
    ...Object.entries(REFERENCES),
  ]
  for (const [name, scorer] of rows) {
    const values = evaluate(scorer, days)
    const late = values.filter(({ at }) => at >= ASIDE_FROM)
    const early = values.filter(({ at }) => at < ASIDE_FROM)
    const ahead = values.map(({ at, value }, index) => ({ at, value: ours[index]!.value - value }))
    const isOurs = name.startsWith('Attn')
    console.log(
      name.padEnd(26) +
        show(bootstrap(values)).padEnd(22) +
        bootstrap(early).mean.toFixed(3).padEnd(16) +
        show(bootstrap(late)).padEnd(22) +
        (isOurs
          ? ''
          : show(bootstrap(ahead), true).padEnd(22) +
            show(bootstrap(ahead.filter(({ at }) => at >= ASIDE_FROM)), true)),
    )
  }
  console.log()
}

function evaluate(scorer: Scorer, days: Day[]): { at: number; value: number }[] {
  return days.flatMap(day => {
    const value = ndcg(day, scorer(day))
    return value === null ? [] : [{ at: day.at, value }]
  })
}

function show({ mean, low, high }: { mean: number; low: number; high: number }, signed = false): string {
  const digits = (value: number) => `${signed && value > 0 ? '+' : ''}${value.toFixed(3)}`
  return `${digits(mean)} [${digits(low)}, ${digits(high)}]`
}
