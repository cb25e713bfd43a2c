/**
 * What is said of a run or of a source, fit for a page that everybody can read: e-mail addresses, absolute paths and what a URL holds to
 * log in give way to `[address]`, `[path]` and `[login]`; the rest stays word for word. Doing it again changes nothing.
 */
export function hidePrivate(text: string): string {
  return text
    .replace(LOGIN, '$1[login]@')
    .replace(KEY, '$1[login]')
    .replace(QUOTED_PATH, '$1[path]$1')
    .replace(BRACKETED_PATH, '([path])')
    .replace(URL_OR_PATH, (found, url) => (url ? found : '[path]'))
    .replace(ADDRESS, '[address]')
}

/** A login in a URL, up to the last @, as a password that was not escaped may hold anything. */
export const LOGIN = /\b([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s"'`<>]+@/giu

/** A key in the query of a URL, such as that of a libSQL database. */
export const KEY = /([?&](?:auth_?token|token|jwt|pass|password|key|secret)=)[^\s"'`<>&]+/giu

const PATH_BEGIN = String.raw`(?:file:\/*)?(?:\/|[a-z]:[\\/]|\\\\)`

/** Between quotes or brackets a path may hold spaces. */
const QUOTED_PATH = new RegExp(String.raw`(["'\x60])${PATH_BEGIN}[^"'\x60]+\1`, 'giu')
const BRACKETED_PATH = new RegExp(String.raw`\(${PATH_BEGIN}[^()]+\)`, 'giu')

/** A URL, which stays, or a path up to a space or to what follows a file name, such as the number of a line. */
const URL_OR_PATH = new RegExp(
  String.raw`\b((?!file:)[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'\x60<>]*)|(?<![\p{L}\p{N}_.~\]\/\\-])${PATH_BEGIN}[^\s"'\x60()<>:,;]+`,
  'giu',
)

/** Also with its @ escaped, as in a query. A version, as in `vitest@4.1.12`, is none. */
export const ADDRESS =
  /(?:"[^"]{1,64}"|[\p{L}\p{N}!#$%&*+=^_{|}~-][\p{L}\p{M}\p{N}.!#$%&'*+=^_`{|}~-]{0,63}|['`?]+)(?:@|%40)(?:\[[^\]\s]+\]|(?![\d.]+(?![\p{L}\p{N}.-]))[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?)/giu
