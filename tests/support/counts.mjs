import { readFileSync } from 'node:fs'

/** What a report of vitest says: numbers, and the names of what was skipped. */
export function countVitest(file) {
  const counts = noCounts()
  for (const { status, assertionResults, name } of readReport(file)?.testResults ?? []) {
    // A file that could not even be loaded has failed without a test.
    if (status === 'failed' && assertionResults.length === 0) counts.failed++
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed++
      else if (test.status === 'failed') counts.failed++
      else add(counts, `${test.fullName} (${name.split(/[\\/]/).at(-1)})`)
    }
  }
  return counts
}

/** What a report of Playwright says: numbers, and what was skipped and why. */
export function countPlaywright(file) {
  const counts = noCounts()
  const visit = suite => {
    for (const { title, tests } of suite.specs ?? [])
      for (const { status, annotations } of tests) {
        const why = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
        if (status === 'skipped') add(counts, why ? `${title}: ${why}` : title)
        // "flaky" passed at a later try: that is no pass here.
        else if (status === 'expected') counts.passed++
        else counts.failed++
      }
    suite.suites?.forEach(visit)
  }
  readReport(file)?.suites.forEach(visit)
  return counts
}

const noCounts = () => ({ passed: 0, failed: 0, skipped: 0, notes: [] })

function add(counts, note) {
  counts.skipped++
  counts.notes.push(note)
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
