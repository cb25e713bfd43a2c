import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv as parseDotenv } from 'node:util'
import { z } from 'zod'
import { parseRanking } from '#lib/domain/rank/settings'
import { BLOCKED_PORTS } from './blocked-ports.ts'
import { fileOfUrl, urlOfFile } from './database-file.ts'
import { findMissingDkim, mailSettings } from './mail-settings.ts'
import { operateSettings } from './operate-settings.ts'

/** A variable of the environment that cannot be used. The message is one sentence that says what to do. */
export class EnvError extends Error {
  override name = 'EnvError'
}

const DEFAULT_QUERY =
  '(abs:transformer OR abs:transformers OR abs:attention) AND (cat:cs.* OR cat:stat.ML OR cat:eess.*)'

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform(url => url.replace(/\/+$/, ''))
const source = (url: string) => httpUrl.default(url)
// It goes into a header, or into an address.
const key = z.string().regex(/^[\x21-\x7e]+$/, 'must be one word of plain letters and digits')

/** Links are made by writing a path behind it, and the site's own links begin at the root of its host. */
const isOrigin = (url: string) => new URL(url).href === `${new URL(url).origin}/`

const isFileUrl = (url: string) => {
  try {
    return !/[?#]/.test(url) && fileOfUrl(url) !== ''
  } catch {
    return false
  }
}

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be 1 to 65535')
    .max(65535, 'must be 1 to 65535')
    .refine(port => !BLOCKED_PORTS.has(port), 'is a port that browsers refuse to open')
    .default(3000),
  SITE_URL: httpUrl
    .refine(url => hasHost(url), 'must name a host, like https://papers.example.org')
    .refine(
      isOrigin,
      'must be an address like https://papers.example.org, with nothing before or behind the host and port',
    )
    .optional(),
  DATA_DIR: z.string().default('./.data'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|libsql:\/\/|https?:\/\/)/, 'must begin with file:, libsql:// or http://')
    .refine(url => url.startsWith('file:') || hasHost(url), 'must name a host, like libsql://db.example.org')
    .refine(
      url => !url.startsWith('file:') || isFileUrl(url),
      'must name a file, with %23 for #, %3F for ? and %25 for %',
    )
    .optional(),
  DATABASE_AUTH_TOKEN: z.string().optional(),
  DATABASE_REPLICA: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  TRUST_PROXY: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 to 9')
    .max(9, 'must be 0 to 9')
    .default(0),
  SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  ...mailSettings,
  ...operateSettings,
  ARXIV_API_URL: source('https://export.arxiv.org/api/query'),
  ARXIV_OAI_URL: source('https://oaipmh.arxiv.org/oai'),
  ARXIV_RSS_URL: source('https://rss.arxiv.org'),
  HF_API_URL: source('https://huggingface.co/api'),
  GITHUB_API_URL: source('https://api.github.com'),
  OPENALEX_API_URL: source('https://api.openalex.org'),
  HN_API_URL: source('https://hn.algolia.com/api/v1'),
  BIORXIV_URL: httpUrl.optional(),
  ARXIV_QUERY: z.string().regex(/\S/, 'is empty').default(DEFAULT_QUERY),
  GITHUB_TOKEN: key.optional(),
  OPENALEX_API_KEY: key.optional(),
  SOURCES: z.string().default('all'),
  // Kept as text, for settings are handed to other processes as text; `readRanking` makes settings of it.
  RANKING: z
    .string()
    .superRefine((text, context) => {
      const parsed = parseRanking(text)
      if (!parsed.ok) context.addIssue(parsed.message)
    })
    .default('attn'),
  CACHE_SECONDS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 to 30')
    .max(30, 'must be 0 to 30')
    .default(30),
  JOBS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
})

/** The settings of this process, typed. `DATA_DIR` is absolute. */
export type Env = Omit<z.output<typeof schema>, 'SITE_URL' | 'DATABASE_URL'> & {
  SITE_URL: string
  DATABASE_URL: string
}

/**
 * Reads settings from variables; an empty one counts as absent.
 * @throws EnvError naming the first variable that cannot be used, and why.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    const name = String(issue.path[0])
    // Addresses may hold a password: name the variable, not its value.
    const shown = /URL|SECRET|TOKEN|KEY(?!_FILE)/.test(name) ? '' : ` (it is ${JSON.stringify(given[name])})`
    throw new EnvError(`${name} ${issue.message}${shown}. Change it or leave it out.`)
  }
  const { SITE_URL, DATABASE_URL, ...rest } = parsed.data
  const missing = findMissingDkim(rest)
  if (missing)
    throw new EnvError(
      `${missing} is missing: mails are signed with all of DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE, or with none.`,
    )
  const dataDir = resolve(rest.DATA_DIR)
  return {
    ...rest,
    DATA_DIR: dataDir,
    SITE_URL: SITE_URL ?? `http://localhost:${rest.PORT}`,
    DATABASE_URL: DATABASE_URL ?? urlOfFile(`${dataDir}/attn.db`),
  }
}

/** Whether an address names a host that can be one: a name, or an IP address. */
function hasHost(url: string): boolean {
  // libsql: is no scheme whose hosts are checked.
  const web = url.replace(/^libsql:/, 'http:')
  return URL.canParse(web) && /^(\[[\da-f:.]+\]|[\w.-]+)$/i.test(new URL(web).hostname)
}

let memo: Env | undefined

/** The settings of this process, read once: from the environment, and from a file `.env` beside package.json for what the environment leaves open. */
export function env(): Env {
  memo ??= parseEnv(findVariables())
  return memo
}

/**
 * Whoever starts the site reads the settings once and hands them down whole in ATTN_SETTINGS. Next reads .env as well, and more
 * files of that kind, and replaces every `$NAME` in them and in the variables that they name, where nobody else does: the site
 * would sign with another secret than the worker.
 */
function findVariables(): Record<string, string | undefined> {
  const { ATTN_SETTINGS } = process.env
  return ATTN_SETTINGS ? JSON.parse(ATTN_SETTINGS) : { ...readDotenv(), ...process.env }
}

function readDotenv(): Record<string, string | undefined> {
  try {
    return parseDotenv(readFileSync('.env', 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    throw new EnvError(
      `The file .env (in ${process.cwd()}) cannot be read, the system says ${code}. Make it a file of yours.`,
    )
  }
}

/** Whether the site is one that is worked on. Next's build replaces the variable. */
export const isDevelopment = (): boolean => process.env.NODE_ENV === 'development'

/** Lets the next call of `env` read the environment again: for tests, which change it. */
export function forgetEnv(): void {
  memo = undefined
}
