import { userInfo } from 'node:os'
import { operatorOf } from '#lib/admin'

/** Whoever types commands here, by the name that the system knows, for the audit. */
export function commandUser(): string {
  return operatorOf(nameOfUser())
}

function nameOfUser(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a user that has no name.
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
