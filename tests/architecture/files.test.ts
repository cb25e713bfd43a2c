import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, listFiles, ROOT, readSources } from './checkout.ts'

/** The rooms of house.md, and what tools insist on finding at the root. */
const ROOT_LISTING = [
  ...['app', 'components', 'lib', 'prisma', 'jobs', 'emails', 'tests', 'public'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'next.config.ts', 'README.md'],
  ...[
    'instrumentation.ts',
    'biome.json',
    '.ci',
    '.gitignore',
    '.dockerignore',
    'Dockerfile',
    'compose.yaml',
    'compose.cluster.yaml',
    'LICENSE',
  ],
]

/** What git leaves out, for a checkout without git. */
const IGNORED =
  /^(\.git|node_modules|\.next|\.data|\.env|next-env\.d\.ts|.*\.tsbuildinfo|test-results|\.DS_Store|\.idea|\.vscode)$/

/** Most lines of a file, as biome formats it. One that wants more is usually two ideas. */
const MOST_LINES = 220

const ROOMS = ['app', 'components', 'emails', 'jobs', 'lib']
const CODE = readSources(...ROOMS, 'instrumentation.ts', 'next.config.ts')
const ALL = [...CODE, ...readSources('tests')]

/** The lines of some files that fit a pattern, as path:line. */
function findLines(sources: typeof ALL, pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}`] : [])),
  )
}

const outside = (...allowed: RegExp[]) => CODE.filter(({ path }) => !allowed.some(each => each.test(path)))

describe('the tree', () => {
  it('has at its root what house.md names and nothing else', () => {
    expect(listRoot().filter(name => !ROOT_LISTING.includes(name))).toEqual([])
  })

  it('has names in kebab-case that say what is inside', () => {
    const files = [...ROOMS, 'tests'].flatMap(listFiles)
    const stem = (path: string) => path.split('/').at(-1)!.split('.')[0]!
    expect(files.filter(path => /^(utils?|helpers?|misc|types?|index|common)$/.test(stem(path)))).toEqual([])
    expect(CODE.filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem(path)))).toEqual([])
  })

  it(`has no file of more than ${MOST_LINES} lines`, () => {
    const long = CODE.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    expect(long.filter(({ lines }) => lines > MOST_LINES)).toEqual([])
  })
})

describe('the code', () => {
  it('reads the environment in lib/env alone', () => {
    // What runs before anything is installed cannot use lib/env; the instrumentation's variable is replaced by Next's build.
    const sources = outside(/^lib\/env\.ts$/, /^instrumentation\.ts$/, /^jobs\/.*\.mjs$/)
    expect(findLines(sources, /\bprocess\.env\b|\bloadEnvFile\b/)).toEqual([])
    expect(
      findLines(
        CODE.filter(({ path }) => path === 'instrumentation.ts'),
        /process\.env\.(?!NEXT_RUNTIME\b)/,
      ),
    ).toEqual([])
  })

  it('uses Next in app, components and its own two files alone', () => {
    const users = outside(/^(app|components)\//, /^(instrumentation|next\.config)\.ts$/)
    expect(
      users.filter(source => importsOf(source).some(name => /^(next|react|server-only)(\/|$)/.test(name))),
    ).toEqual([])
  })

  it("never uses Prisma's transactions", () => {
    // They begin deferred and spoil the connection: see lib/db.
    expect(findLines(ALL, /\$transaction\s*[(<]/)).toEqual([])
  })

  it('asks the clock in lib/clock alone, below app and jobs', () => {
    const sources = CODE.filter(
      ({ path }) => /^(lib|emails|components)\//.test(path) && !/^lib\/(clock|log)\.ts$/.test(path),
    )
    expect(findLines(sources, /new Date\(\)|Date\.now\(\)/)).toEqual([])
    expect(
      findLines(
        sources.filter(({ path }) => path.startsWith('lib/domain/')),
        /Math\.random|randomUUID|\bawait\b/,
      ),
    ).toEqual([])
  })

  it('has default exports only where a tool demands them', () => {
    const sources = ALL.filter(({ path }) => !/^app\/.*\.tsx?$|^next\.config\.ts$|\.config\.ts$/.test(path))
    expect(findLines(sources, /^export default\b|\bas default\b/)).toEqual([])
  })

  it('has no `any`, nothing left to do, and no path of one machine', () => {
    expect(findLines(ALL, /(:|<|\bas|\|) *any\b(?! [a-z])/)).toEqual([])
    expect(
      findLines(ALL, new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map(word => `\\b${word}\\b`).join('|'))),
    ).toEqual([])
    expect(findLines(ALL, /['"`(]\/(home|Users|root|work)\//)).toEqual([])
  })
})

// What git knows or would take; outside a git checkout, what lies there.
function listRoot(): string[] {
  if (!existsSync(join(ROOT, '.git'))) return readdirSync(ROOT).filter(name => !IGNORED.test(name))
  const known = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  return [...new Set(known.split('\n').map(path => path.split('/')[0]!))].filter(
    name => name && existsSync(join(ROOT, name)),
  )
}
