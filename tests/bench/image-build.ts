import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listContext, parseDockerfile } from '#tests/support/dockerfile'

/** What a Dockerfile makes: a folder in place of `/`, and how it is run. */
export type Image = { root: string; env: Record<string, string>; command: string[]; health: string[]; stopped: string }

/** Instructions that leave the files as they are. */
const TELL_ONLY = new Set(['ARG', 'USER', 'VOLUME', 'EXPOSE'])

/**
 * Does what a Dockerfile says without Docker: each stage in a folder of its own, each RUN with that folder's paths in place of absolute ones.
 * @throws when an instruction is unknown or fails
 */
export function buildImage(checkout: string, folder: string): Image {
  const stages = new Map<string, string>()
  const context = listContext(checkout, readFileSync(join(checkout, '.dockerignore'), 'utf8'))
  const image: Image = { root: '', env: {}, command: [], health: [], stopped: '' }
  let work = '/'
  // The paths that the Dockerfile makes.
  const here = (text: string) => text.replace(/(?<=^|\s)\/(app|data)\b/g, (_, name: string) => join(image.root, name))
  const acts: Record<string, (rest: string) => void> = {
    FROM: rest => {
      image.root = join(folder, `stage-${stages.size}`)
      stages.set(/ AS (\w+)$/.exec(rest)?.[1] ?? '', image.root)
      Object.assign(image, { env: {} })
    },
    WORKDIR: rest => {
      work = here(rest)
      mkdirSync(work, { recursive: true })
    },
    COPY: rest => {
      const [, from] = /^--from=(\w+) /.exec(rest) ?? []
      const [target, ...sources] = rest
        .replace(/^--from=\S+ /, '')
        .split(' ')
        .reverse()
      if (from)
        return void cpSync(join(stages.get(from)!, sources[0]!), here(target!), {
          recursive: true,
          verbatimSymlinks: true,
        })
      for (const source of sources)
        copyContext(checkout, context, source, join(work, target === './' ? source : target!))
    },
    RUN: rest => {
      const { status, stderr, stdout } = spawnSync('sh', ['-ec', here(rest)], {
        cwd: work,
        encoding: 'utf8',
        maxBuffer: 1e9,
      })
      if (status !== 0) throw new Error(`RUN ${rest} ended with ${status}:\n${stdout}${stderr}`)
    },
    ENV: rest => {
      for (const pair of rest.split(' ')) image.env[pair.split('=')[0]!] = here(pair.split('=')[1]!)
    },
    STOPSIGNAL: rest => {
      image.stopped = rest
    },
    HEALTHCHECK: rest => {
      image.health = JSON.parse(rest.slice(rest.indexOf('['))) as string[]
    },
    CMD: rest => {
      image.command = JSON.parse(rest) as string[]
    },
  }
  for (const { name, rest } of parseDockerfile(readFileSync(join(checkout, 'Dockerfile'), 'utf8'))) {
    if (TELL_ONLY.has(name)) continue
    if (!acts[name]) throw new Error(`${name} is an instruction that this cannot do.`)
    acts[name](rest)
  }
  return image
}

/** How large a folder is, in megabytes: as it lies there, and packed as a registry would have it. */
export function sizeOf(folder: string): { lies: number; packed: number } {
  const lies = Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t')[0]) / 1024
  const packed =
    Number(execFileSync('sh', ['-c', `tar -cf - -C "${folder}" . | gzip | wc -c`], { encoding: 'utf8' })) / 1024 / 1024
  return { lies, packed }
}

function copyContext(checkout: string, context: string[], source: string, target: string): void {
  const found = context.filter(path => path === source || path.startsWith(`${source}/`))
  if (found.length === 0) throw new Error(`COPY ${source}: .dockerignore leaves it out, or it is not there.`)
  for (const path of found) {
    const to = join(target, path.slice(source.length))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(checkout, path), to)
  }
}
