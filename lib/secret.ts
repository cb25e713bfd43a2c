import { createHmac, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from './env.ts'

/** The secret that signs tokens: SECRET where it is set, else one made once and kept in DATA_DIR/secret, readable by its owner alone. */
export function secret(): string {
  return env().SECRET ?? readSecret(env().DATA_DIR) ?? makeSecret(env().DATA_DIR)
}

/** What tells one secret from another and nothing else about it. */
export const markOf = (secret: string): string =>
  createHmac('sha256', secret).update('attn mark').digest('hex').slice(0, 16)

/** The secret kept in a DATA_DIR, or null. */
export function readSecret(folder: string): string | null {
  try {
    const kept = readFileSync(join(folder, 'secret'), 'utf8').trim()
    if (kept.length >= 16) return kept
    throw new Error(
      `${join(folder, 'secret')} holds no secret. Delete it and a new one is made; links in mails already sent stop working.`,
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function makeSecret(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.secret-${randomBytes(6).toString('hex')}`)
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    // A link appears complete or not at all, and only one of two processes that start at once can make it.
    linkSync(draft, join(folder, 'secret'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readSecret(folder)!
}
