import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Code of ours: its path from the root with forward slashes, and its text. */
export type Source = { path: string; text: string }

/** The code in some folders (and files) of the checkout. */
export function readSources(...places: string[]): Source[] {
  return places
    .flatMap(listFiles)
    .filter(path => /\.(ts|tsx|mjs|cjs)$/.test(path) && !path.startsWith('prisma/generated/'))
    .map(path => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** What a file imports, dynamically too: files of ours as paths from the root, all else by its name. */
export function importsOf({ path, text }: Source): string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const named = [...code.matchAll(/(?<![-'\w])(?:from|import)\s*\(?\s*(['"])([^'"\s(),]+)\1/g)].map(match => match[2]!)
  return named.map(name => {
    if (name.startsWith('#')) return name.slice(1).replace(/^generated\//, 'prisma/generated/')
    return name.startsWith('.') ? join(dirname(path), name).replaceAll('\\', '/') : name
  })
}

/** All files below a place, as paths from the root. */
export function listFiles(place: string): string[] {
  if (/\.\w+$/.test(place)) return [place]
  return readdirSync(join(ROOT, place), { withFileTypes: true })
    .filter(entry => !entry.name.startsWith('.'))
    .flatMap(entry => (entry.isDirectory() ? listFiles(`${place}/${entry.name}`) : [`${place}/${entry.name}`]))
}
