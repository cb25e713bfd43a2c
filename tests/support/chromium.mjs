import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { Fault, ROOT } from '../../jobs/launch/checkout.mjs'

const VARIABLES = ['PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', 'CHROME_PATH', 'CHROME_BIN', 'CHROME']
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
]
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js'
const NOT_FOR_ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** How Playwright is to start a browser: which one, and so that it neither needs nor looks for a network. */
export function launchOptions() {
  const found = findChromium()
  return {
    ...(found && { executablePath: found }),
    args: [
      ...NOT_FOR_ROOT,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  }
}

/** The path of an installed Chromium or Chrome, or null. */
export function findChromium() {
  const named = VARIABLES.map(name => process.env[name]).filter(Boolean)
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)))
  return [...named, ...onPath, ...PLACES, ownOfPlaywright()].find(isProgram) ?? null
}

/**
 * Finds a browser, or installs one, and returns which in words.
 * @throws Fault when none can be had
 */
export function ensureChromium() {
  const there = findChromium()
  if (there) return there
  const tried = install(process.execPath, [PLAYWRIGHT, 'install', 'chromium'])
  if (isProgram(ownOfPlaywright())) return `${ownOfPlaywright()}, just installed by Playwright`
  const isRoot = NOT_FOR_ROOT.length > 0
  const further = isRoot ? install('apt-get', ['update']) + install('apt-get', ['install', '-y', 'chromium']) : ''
  const installed = findChromium()
  if (installed) return `${installed}, just installed by apt-get`
  throw new Fault(
    'No Chromium or Chrome was found and none could be installed: install one, or name it in CHROME_PATH.',
    tried + further,
  )
}

function install(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, env, encoding: 'utf8', timeout: 10 * 60_000 })
  return `${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`
}

function ownOfPlaywright() {
  try {
    return createRequire(join(ROOT, 'package.json'))('@playwright/test').chromium.executablePath()
  } catch {
    return ''
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
