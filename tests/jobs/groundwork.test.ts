import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { killStartedSites, makeFolder, startSite } from '#tests/support/started-site'
import { explainFailure } from '../../jobs/groundwork.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
let remove: () => void

beforeEach(() => {
  ;({ folder, remove } = makeFolder())
})

afterEach(() => {
  killStartedSites()
  remove()
})

it('refuses a package-lock.json with a conflict left in it, before it touches anything', async () => {
  cpSync(join(ROOT, 'jobs'), join(folder, 'jobs'), { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  const lockfile = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  writeFileSync(join(folder, 'package-lock.json'), lockfile.replace('\n', '\n<<<<<<< HEAD\n'))
  for (const script of ['jobs/start.mjs', 'jobs/attn.mjs']) {
    const site = startSite({}, [process.execPath, script], folder)
    expect((await site.ended).code).toBe(1)
    expect(site.output()).toBe(
      'package-lock.json is missing or damaged: restore it (git checkout package-lock.json) and start again.\n',
    )
  }
})

// What npm, Next and Node really said.
it.each([
  [
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/srv/attn/node_modules/next/dist/bin/next' imported from /srv/attn/",
    'packages are incomplete: delete the folder node_modules',
  ],
  ["Error: Cannot find module '@swc/helpers/_/_interop_require_default'", 'packages are incomplete'],
  ["npm error rofs EROFS: read-only file system, rmdir '/attn/node_modules/.bin'", 'cannot be written to'],
  ['npm error code EAI_AGAIN', 'the package registry did not answer'],
  ['npm error nospc ENOSPC: no space left on device, write', 'the disk is full'],
])('explains "%s"', (output, why) => {
  expect(explainFailure('Installing failed', output)).toMatch(/^Installing failed because [^\n]+ start again\.$/)
  expect(explainFailure('Installing failed', output)).toContain(why)
})

it('explains a file of our own that is missing by nothing but what was said', () => {
  expect(explainFailure('Building the site failed', "Cannot find module './no-such-file.ts'")).toBe(
    'Building the site failed: see what it said above, mend that and start again.',
  )
})
