import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const TAGGER = fileURLToPath(new URL('../lib/domain/topics/', import.meta.url))

/**
 * Which tagger this is: a digest of its rules, its taxonomy and its code. Whatever of them changes may change topics, and a paper tagged
 * twice loses nothing.
 */
export function taggerVersion(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(TAGGER).sort()) hash.update(`${name}\n`).update(readFileSync(TAGGER + name))
  return hash.digest('hex').slice(0, 16)
}
