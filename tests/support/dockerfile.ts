import { execFileSync } from 'node:child_process'

/** One instruction of a Dockerfile, its lines joined. */
export type Instruction = { name: string; rest: string }

/** The instructions of a Dockerfile, in order. */
export function parseDockerfile(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter(line => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
  return lines.split('\n').flatMap(line => {
    const [, name, rest] = /^([A-Z]+)\s+(.+)$/.exec(line.trim()) ?? []
    return name ? [{ name, rest: rest! }] : []
  })
}

/** The files of the checkout that Docker would be given: those that git knows or would take, less what .dockerignore leaves out. */
export function listContext(root: string, dockerignore: string): string[] {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1e9 } as const
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], options).trim().split('\n')
  const rules = dockerignore.split('\n').filter(line => line.trim() && !line.startsWith('#'))
  return files.filter(file => !isLeftOut(file, rules))
}

/** Whether .dockerignore leaves a path out: the last rule that fits it, or a folder above it, says so. */
export function isLeftOut(path: string, rules: string[]): boolean {
  const above = path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))
  const last = rules.findLast(rule => above.some(each => patternOf(rule.replace(/^!/, '')).test(each)))
  return last !== undefined && !last.startsWith('!')
}

function patternOf(rule: string): RegExp {
  const text = rule
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\//g, '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '(?:.*/)?')
  return new RegExp(`^${text}$`)
}
