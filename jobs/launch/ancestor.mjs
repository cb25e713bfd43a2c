import { commandOf, parentOf } from './processes.mjs'

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
