import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, generate, install, run, stopSteps } from '../../jobs/groundwork.mjs'
import { ensureChromium } from './chromium.mjs'
import { countPlaywright, countVitest } from './counts.mjs'
import { BLANK } from './variables.mjs'

const folder = mkdtempSync(join(tmpdir(), 'attn-tests-'))
const env = { ...BLANK, DATA_DIR: join(folder, 'data'), NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' }
const sum = { passed: 0, failed: 0, skipped: 0 }

/** Runs all stages, one line each, then prints the sum on a line alone and ends with 0 or 1. */
export async function runStages() {
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.on('SIGINT', () => interrupt(130)).on('SIGTERM', () => interrupt(143))
  try {
    await install()
    await generate()
    await build()
    await stage('Types', ['node_modules/typescript/bin/tsc', '--noEmit'])
    await stage('Lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off'])
    await stage('Tests', ...vitest())
    await stage('Browser', ...playwright())
  } catch (error) {
    console.log(`${error.output ?? ''}${error.message}`)
    sum.failed++
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
  process.exit(sum.failed > 0 ? 1 : 0)
}

function interrupt(code) {
  stopSteps()
  process.exit(code)
}

function vitest() {
  const report = join(folder, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', ...reporters]
  return [args, {}, () => countVitest(report)]
}

function playwright() {
  console.log(`Browser: ${ensureChromium()}`)
  const report = join(folder, 'playwright.json')
  const args = ['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=line,json', '--pass-with-no-tests']
  const more = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, E2E_DATA_DIR: join(folder, 'e2e') }
  return [['node_modules/@playwright/test/cli.js', ...args], more, () => countPlaywright(report)]
}

// A stage that fails without a failed test of its own (a type, a crash) counts as one, so that "0 failed" means what it says.
async function stage(label, args, more = {}, count = () => ({ passed: 0, failed: 0, skipped: 0, notes: [] })) {
  const began = Date.now()
  process.stdout.write(`${label}…`)
  const { ok, output } = await run([process.execPath, ...args], { ...env, ...more })
  const counts = count()
  if (!ok) counts.failed ||= 1
  const told = counts.passed > 0 ? `, ${counts.passed} passed, ${counts.failed} failed` : ok ? '' : ', failed'
  console.log(` ${Math.round((Date.now() - began) / 1000)} s${told}`)
  if (!ok) console.log(output)
  for (const note of counts.notes) console.log(`  skipped: ${note}`)
  for (const key of Object.keys(sum)) sum[key] += counts[key]
}
