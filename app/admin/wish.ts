import { parseAddress } from '#lib/domain/subscription/address'
import type { OperatorAction } from '#lib/store/operator'
import type { Operable } from '#lib/store/overview'
import { MAIL } from '#lib/store/pauses'

/**
 * Reads what a button of the page says, `verb object`, and the address beside it where it is about one; or a sentence on what is wrong. Runs and
 * pauses are of what the page shows: a form may say anything.
 */
export function readWish(wish: string, typed: string, { jobs, visits }: Operable): OperatorAction | string {
  const [, verb, object = ''] = /^([a-z]+)(?: (.{1,120}))?$/.exec(wish) ?? []
  if (verb === 'run' && [...jobs, ...visits].includes(object)) return { do: 'run', job: object }
  if (verb === 'pause' && [MAIL, ...visits].includes(object)) return { do: 'pause', what: object, why: null }
  if (verb === 'resume' && object) return { do: 'resume', what: object }
  if (verb === 'open') return { do: 'open' }
  if ((verb === 'resend' || verb === 'close') && object)
    return { do: verb, held: object === 'all' ? { all: true } : { key: object } }
  if (verb === 'lift') {
    const parsed = parseAddress(typed)
    return parsed.ok ? { do: 'lift', address: parsed.address } : parsed.message
  }
  return 'That button is of an older page: load it again.'
}
