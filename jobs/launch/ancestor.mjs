import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Calls back once when the npm that started this process is gone. A killed npm takes nobody with it: without this the site would
 * run on with no terminal to stop it from.
 */
export function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  // npm starts us by way of `sh -c`, which with most shells becomes us; where it does not, npm is one further up.
  const grandparent = isShell(parent) ? parentOf(parent) : null
  const timer = setInterval(() => {
    const orphan = process.ppid !== parent || (grandparent !== null && parentOf(parent) !== grandparent)
    if (!orphan) return
    clearInterval(timer)
    onGone()
  }, 1000)
  timer.unref()
}

function isShell(pid) {
  return /^(\/\S*\/)?\w*sh\s+-c\b/.test(commandOf(pid))
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ps('command', pid)
  }
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces and parentheses itself.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return Number(ps('ppid', pid))
  }
}

function ps(column, pid) {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
