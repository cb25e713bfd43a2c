import { findNamedPaper, type NamedPaper } from '#lib/store/named-paper'

/** The paper that a search names, when nothing else is asked for: an order, a topic or a page is a wish to see a list. */
export async function readNamed(entries: [string, string][]): Promise<NamedPaper | null> {
  const [only, ...others] = entries.filter(([, value]) => value.trim() !== '')
  return only?.[0] === 'q' && others.length === 0 ? findNamedPaper(only[1]) : null
}
