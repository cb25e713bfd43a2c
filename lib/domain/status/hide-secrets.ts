import { ADDRESS, KEY, LOGIN } from './hide-private.ts'

/**
 * What may stand in a log: e-mail addresses, what a URL holds to log in, and the tokens of links in mails give way to `[address]`,
 * `[login]` and `[token]`. Paths of files stay, as an operator needs them. Doing it again changes nothing.
 */
export function hideSecrets(text: string): string {
  return text
    .replace(LOGIN, '$1[login]@')
    .replace(KEY, '$1[login]')
    .replace(TOKEN, '$1[token]')
    .replace(ADDRESS, '[address]')
}

/** Whoever has the address of such a page may do what it is for. */
const TOKEN = /(\/(?:u|subscription|admin\/enter)\/)[\w.~%-]+/g
