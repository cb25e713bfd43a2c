// Lighthouse's four scores of the pages that most readers see, as it measures them for a phone: the median of five runs, beside a hello-world
// page of the same Next version. It is large and nobody else needs it: it is installed into a temporary folder, once, and runs the installed
// Chromium.
//
// Lighthouse takes the machine for a fast desktop and slows it down fourfold. A slow machine is then slower than any phone, so it is slowed
// down as Chrome's own tools calibrate themselves: until Lighthouse's benchmark would say what it says of a mid-tier phone. The score of
// one run at the fourfold is shown too. A virtual machine is not always as fast: a run on which the benchmark says something else is made again.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, launchOptions } from '../support/chromium.mjs'
import { endSites, serveAttn, serveHello } from './bench-sites.ts'

// The last that runs on Node 20.
const VERSION = '12.8.2'
const FOLDER = join(tmpdir(), `attn-lighthouse-${VERSION}`)
const CLI = join(FOLDER, 'node_modules', 'lighthouse', 'cli', 'index.js')
const RUNS = 5
/** So much may the speed of the machine in a run differ from that by which the slowdown was calibrated. */
const TOLERANCE = 0.12
/** So often is a run made at most. */
const TRIES = 5
const LEAST = 98

/** What Lighthouse's benchmark says of a mid-tier phone (a Pixel 5), by the calibration of Chrome's DevTools. */
const PHONE = 1000
const USUAL_SLOWDOWN = 4

const PAGES = { home: '/', paper: '/papers/2307.07982', topic: '/topics/vision-transformer', subscribe: '/subscribe' }
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/** What the benchmark said of this machine, and how often slower it is made to be a phone. */
type Calibration = { speed: number; slowdown: number }

type Report = {
  environment: { benchmarkIndex: number }
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>
}

try {
  install()
  const hello = `${await serveHello()}/static`
  const site = await serveAttn('small')
  const speed = median(Array.from({ length: RUNS }, () => inspect(hello, USUAL_SLOWDOWN).environment.benchmarkIndex))
  const slowdown = Math.min(USUAL_SLOWDOWN, Math.max(1, speed / PHONE))
  console.log(`The benchmark says ${speed.toFixed(0)}, of a phone ${PHONE}: slowed down ${slowdown.toFixed(2)} ×.`)
  console.log(
    `${'page'.padEnd(12)}${[...CATEGORIES, `at ${USUAL_SLOWDOWN} ×`].map(name => name.padStart(16)).join('')}`,
  )
  show('hello', hello, { speed, slowdown })
  for (const [name, path] of Object.entries(PAGES)) {
    const { scores, reports } = show(name, site + path, { speed, slowdown })
    for (const [index, category] of CATEGORIES.entries()) {
      if (scores[index]! >= LEAST) continue
      const all = [...new Set(reports.flatMap(report => complaints(report, category)))]
      console.log(`NOT MET: ${category} of ${name} is under ${LEAST}: ${all.join('; ')}.`)
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

function show(name: string, url: string, calibration: Calibration) {
  const runs = Array.from({ length: RUNS }, () => inspectAtSpeed(url, calibration))
  const reports = runs.map(({ report }) => report)
  const scores = CATEGORIES.map(category => median(reports.map(report => scoreOf(report, category))))
  const usual = scoreOf(inspect(url, USUAL_SLOWDOWN), 'performance')
  const again = runs.reduce((sum, { tries }) => sum + tries - 1, 0)
  const all = reports.map(report => scoreOf(report, 'performance')).join(' ')
  console.log(
    `${name.padEnd(12)}${[...scores, usual].map(score => String(score).padStart(16)).join('')}   (${all}; ${again} made again)`,
  )
  return { scores, reports }
}

/** The first run at the speed that the slowdown was calibrated by, or else the nearest to it. */
function inspectAtSpeed(url: string, { speed, slowdown }: Calibration): { report: Report; tries: number } {
  const reports: Report[] = []
  const distance = ({ environment }: Report) => Math.abs(environment.benchmarkIndex / speed - 1)
  while (reports.length < TRIES) {
    reports.push(inspect(url, slowdown))
    if (distance(reports.at(-1)!) <= TOLERANCE) break
  }
  return { report: reports.sort((a, b) => distance(a) - distance(b))[0]!, tries: reports.length }
}

function inspect(url: string, slowdown: number): Report {
  const file = join(FOLDER, `report-${process.pid}.json`)
  const flags = ['--headless=new', ...launchOptions().args].join(' ')
  execFileSync(
    process.execPath,
    [
      ...[CLI, url, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${flags}`],
      `--throttling.cpuSlowdownMultiplier=${slowdown}`,
    ],
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
    return score !== null && score < 1 ? [displayValue ? `${title} (${displayValue})` : title] : []
  })
}
