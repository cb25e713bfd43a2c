import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Whether this is no checkout but what a container image was made of (see Dockerfile): all is built, and nothing can be written. */
export const IS_IMAGE = existsSync(join(ROOT, '.built'))

/** Arguments of node that end a program together with this one; it has to be given an 'ipc' channel. */
export const ON_LEASH = ['--import', new URL('./leash.mjs', import.meta.url).href]

/** A fault with one sentence that says what to do, and what the tool that failed had printed. */
export class Fault extends Error {
  constructor(sentence, output = '') {
    super(sentence)
    this.output = output
  }
}

/** What to do about an error, in one sentence. */
export function explain(error) {
  if (error instanceof Fault) return error.message
  if (error.code === 'ENOSPC') return 'The disk is full: free some space and start again.'
  if (/^(EACCES|EPERM|EROFS)$/.test(error.code))
    return `${error.path} cannot be written: make it yours (chown) and start again.`
  return `Attn could not start: ${error.message}`
}

/** A hash over names and contents of files and folders of the checkout (absent ones count as such) and further words. */
export function hashOf(paths, ...words) {
  const hash = createHash('sha256').update(words.join('\0'))
  const visit = path => {
    const found = lstatSync(join(ROOT, path), { throwIfNoEntry: false })
    hash.update(`\0${path}\0`)
    if (found?.isDirectory()) for (const name of namesIn(path)) visit(`${path}/${name}`)
    else if (found?.isFile()) hash.update(readFileSync(join(ROOT, path)))
  }
  paths.forEach(visit)
  return hash.digest('hex')
}

// Without what a file manager or an editor leaves behind (.DS_Store, .#lock).
function namesIn(folder) {
  return readdirSync(join(ROOT, folder))
    .filter(name => !name.startsWith('.'))
    .sort()
}
