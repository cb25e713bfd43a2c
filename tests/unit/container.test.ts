import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isLeftOut, listContext, parseDockerfile } from '#tests/support/dockerfile'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')
const instructions = parseDockerfile(read('Dockerfile'))
const all = (name: string) => instructions.flatMap(each => (each.name === name ? [each.rest] : []))

describe('the image', () => {
  it('gets what it copies, and neither tests nor data nor secrets', () => {
    const context = existsSync(join(ROOT, '.git')) ? listContext(ROOT, read('.dockerignore')) : null
    const copied = all('COPY')
      .filter(rest => !rest.startsWith('--from'))
      .flatMap(rest => rest.split(' ').slice(0, -1))
    for (const source of copied)
      expect(context ?? [source], source).toContainEqual(
        expect.stringMatching(new RegExp(`^${source.replaceAll('.', '\\.')}(/|$)`)),
      )
    const rooms = new Set((context ?? []).map(path => path.split('/')[0]!))
    expect([...rooms].filter(room => !copied.includes(room))).toEqual([])
    const rules = read('.dockerignore')
      .split('\n')
      .filter(line => line && !line.startsWith('#'))
    for (const path of [
      'tests/run.mjs',
      '.git/config',
      '.env',
      'lib/.env.local',
      '.data/secret',
      'node_modules/next/package.json',
      'prisma/generated/client.ts',
    ])
      expect([path, isLeftOut(path, rules)]).toEqual([path, true])
  })

  it('runs without rights, says how it is, and names its secrets nowhere', () => {
    expect(all('USER')).toEqual(['1000:1000'])
    expect(all('HEALTHCHECK')[0]).toContain('/healthz')
    expect(all('VOLUME')).toEqual(['/data'])
    expect(instructions.filter(({ rest }) => /(SECRET|TOKEN|PASSWORD)\s*=/.test(rest))).toEqual([])
    // As npm and the checks run it: of the same line as the packages allow.
    expect(all('ARG')[0]).toMatch(/^NODE_IMAGE=node:(20|22|24)-slim$/)
  })

  it('is given an init, a read-only disk and time to end, in compose.yaml', () => {
    const compose = read('compose.yaml')
    for (const line of ['init: true', 'read_only: true', 'tmpfs: [/tmp]', 'stop_grace_period: 40s', 'cap_drop: [ALL]'])
      expect(compose).toContain(line)
    // A setting that is not in the list there would be ignored without a word.
    for (const name of ['compose.yaml', 'compose.cluster.yaml']) expect(read(name)).toContain('path: .env, required')
  })
})

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0

it.skipIf(!hasCompose).each(['compose.yaml', 'compose.cluster.yaml'])('%s is valid (needs docker compose)', file => {
  const { status, stderr } = spawnSync('docker', ['compose', '-f', file, 'config', '--quiet'], {
    cwd: ROOT,
    env: { ...process.env, SECRET: 'a long random text that all machines share' },
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
