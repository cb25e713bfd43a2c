// How pages are served with the bundled papers and with 100,000: how fast one at a time, how many a second to several readers, and what a
// browser has to load for them; each against hello-world pages of the same Next version in the same run. The sites are asked in turn, so
// that a slow moment of the machine hits all alike. `--small`: with the bundled papers alone.

import { endSites, serveAttn, serveHello } from './bench-sites.ts'
import { findCorpus } from './corpus.ts'
import { measureLatency, percentile } from './latency.ts'
import { weighPages } from './page-weight.ts'
import { measureThroughput } from './throughput.ts'

const PAGES = {
  home: '/',
  'home, page 3': '/?page=3',
  newest: '/?sort=new',
  topic: '/topics/vision-transformer',
  paper: '/papers/2307.07982',
  'search (rare)': '/?q=optimal+transport+fusion',
  'search (common)': '/?q=transformer',
  'search + topic': '/?q=attention&topic=video',
  topics: '/topics',
  'feed.xml': '/feed.xml',
  'api papers': '/api/v1/papers',
}
const { home, topic, paper } = PAGES
const SHARED = { home, topic, paper }
const WEIGHED = { ...SHARED, search: PAGES['search (common)'], subscribe: '/subscribe' }

const MOST_SCRIPT = 1.15
const LEAST_OF_STATIC = 0.5
const LEAST_OF_DYNAMIC = 5

try {
  const hello = await serveHello()
  const small = await serveAttn('small')
  await showWeight(hello, small)
  await showThroughput(hello, '119 papers', small)
  const corpus = process.argv.includes('--small') ? null : findCorpus()
  const large = corpus && (await serveAttn('large', corpus))
  const sites = { '119 papers': small, ...(large && { '100,000 papers': large }) }
  if (large) await showThroughput(hello, '100,000 papers', large)
  await showLatency(hello, sites)
} finally {
  endSites()
}

/** What a browser loads, packed, and what moved meanwhile. */
async function showWeight(hello: string, site: string) {
  const weights = await weighPages({ hello, ...onSite(site, WEIGHED) })
  const least = weights.hello!.script
  console.log(`${'bytes'.padEnd(14)}${['HTML', 'unpacked', 'CSS', 'script', '× hello', 'shift'].map(cell).join('')}`)
  for (const [name, { html, bareHtml, css, script, shift, foreign }] of Object.entries(weights)) {
    const numbers = [html, bareHtml, css, script].map(bytes => bytes.toLocaleString('en'))
    console.log(`${name.padEnd(14)}${[...numbers, (script / least).toFixed(3), shift.toFixed(4)].map(cell).join('')}`)
    if (name in SHARED) demand(script / least <= MOST_SCRIPT, `${name} has more than ${MOST_SCRIPT} × the script`)
    demand(shift === 0, `${name} moves while it loads`)
    demand(foreign.length === 0, `${name} asks other hosts: ${foreign}`)
  }
}

/** Requests a second of what all readers see alike, against what is rendered for each. */
async function showThroughput(hello: string, name: string, site: string) {
  const each = Object.fromEntries(Object.entries(SHARED).map(([page, path]) => [`${page}, each anew`, `${path}?anew`]))
  const rates = await measureThroughput({
    'hello, static': `${hello}/static`,
    'hello, dynamic': hello,
    ...onSite(site, { ...SHARED, ...each }),
  })
  const [fixed, dynamic] = [rates['hello, static']!, rates['hello, dynamic']!]
  console.log(`\n${name.padEnd(18)}${['requests/s', '× static', '× dynamic', '× itself anew'].map(cell).join('')}`)
  for (const [page, rate] of Object.entries(rates)) {
    const anew = rates[`${page}, each anew`]
    const ratios = [rate / fixed, rate / dynamic, ...(anew ? [rate / anew] : [])].map(ratio => ratio.toFixed(2))
    console.log(`${page.padEnd(18)}${[rate.toFixed(0), ...ratios].map(cell).join('')}`)
    if (!anew) continue
    demand(rate >= LEAST_OF_STATIC * fixed, `${page} is slower than ${LEAST_OF_STATIC} × Next's own static page`)
    demand(rate >= LEAST_OF_DYNAMIC * anew, `${page} is slower than ${LEAST_OF_DYNAMIC} × itself rendered for each`)
  }
}

async function showLatency(hello: string, sites: Record<string, string>) {
  const names = Object.keys(sites)
  console.log(`\n${'page'.padEnd(18)}${names.map(name => name.padStart(38)).join('')}`)
  console.log(`${' '.repeat(18)}${names.map(() => 'p50            p95'.padStart(38)).join('')}`)
  for (const [name, path] of Object.entries(PAGES)) {
    const urls = Object.entries(sites).map(([site, url]) => [site, url + path])
    const times = await measureLatency({ hello, ...Object.fromEntries(urls) })
    const ratio = (site: string, share: number) => {
      const value = percentile(times[site]!, share)
      return `${(value / percentile(times.hello!, share)).toFixed(2)} × (${value.toFixed(1)} ms)`
    }
    const cells = names.map(site => `${ratio(site, 0.5)}  ${ratio(site, 0.95)}`.padStart(38))
    console.log(`${name.padEnd(18)}${cells.join('')}`)
  }
}

function onSite(site: string, paths: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, site + path]))
}

function cell(text: string): string {
  return text.padStart(14)
}

function demand(holds: boolean, complaint: string) {
  if (holds) return
  console.log(`NOT MET: ${complaint}.`)
  process.exitCode = 1
}
