// `npm run bench [-- NAME … --OPTION=VALUE …]`: the groundwork of `npm start`, then the named benches, or all of them, each with the
// options. Each prints ratios against a baseline of the same run; absolute times say something about one machine only.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, generate, install } from '../../jobs/groundwork.mjs'
import { refuseOldNode } from '../../jobs/launch/node-version.mjs'
import { BLANK } from '../support/variables.mjs'

refuseOldNode()

const here = fileURLToPath(new URL('.', import.meta.url))
const known = readdirSync(here).flatMap(name => /^(.+)\.bench\.ts$/.exec(name)?.[1] ?? [])
const given = process.argv.slice(2)
const options = given.filter(word => word.startsWith('--'))
const asked = given.filter(word => !word.startsWith('--'))
const unknown = asked.filter(name => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(2)
}

await install()
await generate()
await build()
for (const name of asked.length > 0 ? asked : known) {
  console.log(`\n# ${name}`)
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `${here}${name}.bench.ts`, ...options], {
    stdio: 'inherit',
    env: { ...process.env, ...BLANK },
  })
  if (status !== 0) process.exitCode = 1
}
