import { readFileSync } from 'node:fs'

let memo: string | undefined

/** The version of this program, as package.json says; "unknown" where that is not beside it. */
export function version(): string {
  memo ??= readVersion()
  return memo
}

function readVersion(): string {
  try {
    return (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version
  } catch {
    return 'unknown'
  }
}
