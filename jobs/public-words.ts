import { hidePrivate } from '#lib/domain/status/hide-private'
import { renderError } from '#lib/log'
import { SourceError, type SourceSettings } from '#lib/sources/source'

/**
 * The words of an error as they may stand on /status, which everybody reads: a service's own, word for word, but for keys of ours that it
 * repeats and for names and passwords in addresses; of what went wrong here, without what is private.
 */
export function sayInPublic(error: unknown, { GITHUB_TOKEN, OPENALEX_API_KEY }: SourceSettings): string {
  const keys = [GITHUB_TOKEN, OPENALEX_API_KEY].filter(key => key !== undefined)
  const words = keys.reduce((text, key) => text.replaceAll(key, '…'), renderError(error))
  return error instanceof SourceError ? words.replace(LOGIN, '') : hidePrivate(words)
}

const LOGIN = /(?<=:\/\/)[^\s/@]+@/g
