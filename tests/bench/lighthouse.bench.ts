// Lighthouse's four scores of the pages that most readers see, as it measures them for a phone: the median of three runs. It is large and
// nobody else needs it: it is installed into a temporary folder, once, and runs the installed Chromium.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, launchOptions } from '../support/chromium.mjs'
import { endSites, serveAttn } from './bench-sites.ts'

// The last that runs on Node 20.
const VERSION = '12.8.2'
const FOLDER = join(tmpdir(), `attn-lighthouse-${VERSION}`)
const CLI = join(FOLDER, 'node_modules', 'lighthouse', 'cli', 'index.js')
const RUNS = 3
const LEAST = 98

const PAGES = { home: '/', paper: '/papers/2307.07982', topic: '/topics/vision-transformer', subscribe: '/subscribe' }
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

type Report = {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>
}

try {
  install()
  const site = await serveAttn('small')
  console.log(`${'page'.padEnd(12)}${CATEGORIES.map(name => name.padStart(16)).join('')}`)
  for (const [name, path] of Object.entries(PAGES)) {
    const reports = Array.from({ length: RUNS }, () => inspect(site + path))
    const scores = CATEGORIES.map(category => median(reports.map(report => scoreOf(report, category))))
    console.log(`${name.padEnd(12)}${scores.map(score => String(score).padStart(16)).join('')}`)
    for (const [index, category] of CATEGORIES.entries()) {
      if (scores[index]! >= LEAST) continue
      console.log(`NOT MET: ${category} of ${name} is under ${LEAST}: ${complaints(reports[0]!, category).join('; ')}.`)
      process.exitCode = 1
    }
  }
} finally {
  endSites()
}

function install() {
  if (existsSync(CLI)) return
  console.log(`Installing Lighthouse ${VERSION} into ${FOLDER}`)
  rmSync(FOLDER, { recursive: true, force: true })
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefix', FOLDER]
  execFileSync('npm', ['install', ...options, `lighthouse@${VERSION}`], { stdio: ['ignore', 'ignore', 'inherit'] })
}

function inspect(url: string): Report {
  const file = join(FOLDER, `report-${process.pid}.json`)
  const flags = ['--headless=new', ...launchOptions().args].join(' ')
  execFileSync(
    process.execPath,
    [CLI, url, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${flags}`],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CHROME_PATH: findChromium() ?? '' } },
  )
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  rmSync(file)
  return report
}

function scoreOf({ categories }: Report, name: string): number {
  return Math.round((categories[name]?.score ?? 0) * 100)
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

/** What cost a page points. */
function complaints({ categories, audits }: Report, category: string): string[] {
  const counted = categories[category]!.auditRefs.filter(({ weight }) => weight > 0)
  return counted.flatMap(({ id }) => {
    const { score, title, displayValue } = audits[id]!
    return score !== null && score < 0.9 ? [displayValue ? `${title} (${displayValue})` : title] : []
  })
}
