import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a start needs. Neither a file .env, nor data, nor what Next keeps to build faster. */
const PARTS = ['app', 'components', 'emails', 'jobs', 'lib', 'prisma', 'public', '.next', 'instrumentation.ts']
const FILES = ['next.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']
const LEFT_OUT = /[\\/]\.next[\\/](cache|dev)$/

/** Copies the checkout, built as it is, to a folder that is not there yet; the packages are shared. */
export function copyCheckout(folder: string): void {
  for (const name of [...PARTS, ...FILES])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: path => !LEFT_OUT.test(path) })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
}
