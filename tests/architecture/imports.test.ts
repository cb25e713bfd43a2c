import { expect, it } from 'vitest'
import { importsOf, readSources, type Source } from './checkout.ts'

const NODE = /^node:/
const NEXT = /^(next|react|react-dom)(\/|$)/
const PRISMA = /^(@prisma|@libsql|prisma)\//
const ANY_PACKAGE = /^(@[a-z][^/]*\/)?[a-z][\w.-]*(\/|$)/

/** Files of the root, to tell them from packages. */
const OURS = /^(app|components|emails|jobs|lib|prisma|tests)\//

type Rule = { of: RegExp; may: RegExp[]; mayNot?: RegExp[] }

// Who may import whom, as in house.md. A file obeys the first rule that fits it.
const RULES: Rule[] = [
  { of: /^lib\/domain\//, may: [/^lib\/domain\//, /^zod$/] },
  { of: /^emails\//, may: [/^emails\//, /^lib\/domain\//] },
  // What runs in a browser is its own door: it asks the browser's clock, and its storage.
  {
    of: /^components\/reader\//,
    may: [/^components\//, /^lib\/domain\//, /^lib\/clock(\.ts)?$/, NEXT],
  },
  // Setting a formula is as pure as the domain; it only takes a package.
  {
    of: /^components\//,
    may: [
      /^components\//,
      /^lib\/domain\//,
      /^lib\/(formula|held-markup)$/,
      NEXT,
      /^app\/(.+\/)?actions?(\.ts)?$/,
      /^server-only$/,
    ],
  },
  { of: /^lib\/sources\//, may: [/^lib\/(sources|domain)\//, /^zod$/, NODE, ANY_PACKAGE], mayNot: [NEXT, PRISMA] },
  { of: /^lib\/search\//, may: [/^lib\/(search|domain)\//, /^stemmer$/] },
  { of: /^lib\/store\//, may: [/^lib\/(store|search|domain)\//, /^lib\/db(\.ts)?$/, NODE] },
  { of: /^lib\/(db|database-server|replica)\.ts$/, may: [/^lib\/[^/]+$/, PRISMA, NODE] },
  { of: /^lib\/[^/]+$/, may: [/^lib\/[^/]+$/, /^lib\/domain\//, NODE, ANY_PACKAGE], mayNot: [NEXT, PRISMA] },
  { of: /^jobs\//, may: [/^(jobs|lib|emails)\//, NODE, ANY_PACKAGE], mayNot: [NEXT, PRISMA] },
  {
    of: /^app\//,
    may: [/^(app|components|emails|lib)\//, NODE, ANY_PACKAGE],
    mayNot: [/^lib\/(sources\/|db(\.ts)?$)/, PRISMA],
  },
  { of: /^instrumentation\.ts$/, may: [/^lib\/[^/]+$/, /^lib\/domain\//] },
]

const STYLES = /\.css$/
const SOURCES = readSources('app', 'components', 'emails', 'jobs', 'lib', 'instrumentation.ts')

/** The imports that no rule allows, as "importer imports imported". */
function findTrespasses(sources: Source[]): string[] {
  return sources.flatMap(source => {
    const { may, mayNot = [] } = RULES.find(rule => rule.of.test(source.path)) ?? { may: [] }
    const fits = (patterns: RegExp[], name: string) =>
      patterns.some(pattern => (pattern === ANY_PACKAGE && OURS.test(name) ? false : pattern.test(name)))
    return importsOf(source)
      .filter(name => !STYLES.test(name) && (fits(mayNot, name) || !fits(may, name)))
      .map(name => `${source.path} imports ${name}`)
  })
}

it('nobody imports what is not for them', () => {
  expect(SOURCES.length).toBeGreaterThan(50)
  expect(findTrespasses(SOURCES)).toEqual([])
})

it.each([
  ['lib/domain/rank/rank.ts', `import { readFile } from 'node:fs/promises'`],
  ['lib/domain/rank/rank.ts', `import type { Database } from '#lib/db'`],
  ['emails/digest.ts', `import { env } from '../lib/env.ts'`],
  ['components/card.tsx', `import { findPaper } from '#lib/store/papers'`],
  ['lib/search/match.ts', `import { database } from '#lib/db'`],
  ['lib/store/papers.ts', `import { env } from '#lib/env'`],
  ['lib/sources/arxiv.ts', `import { database } from '#lib/db'`],
  ['lib/mail.ts', `import { PrismaClient } from '#generated/client'`],
  ['jobs/digest.ts', `const { Page } = await import('#app/page')`],
  ['jobs/digest.ts', `import { cache } from 'react'`],
  ['app/page.tsx', `import { database } from '#lib/db'`],
  ['app/page.tsx', `import { rankAll } from '#jobs/rank'`],
  ['app/page.tsx', `import {\n  fetchPapers,\n} from '#lib/sources/arxiv'`],
])('%s may not say %s', (path, text) => {
  expect(findTrespasses([{ path, text }])).toHaveLength(1)
})
