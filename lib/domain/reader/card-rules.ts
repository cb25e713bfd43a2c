import type { Kept } from './kept.ts'

/**
 * The style rules that hide cards: what was seen, where the reader wants that, and what has a muted topic. As rules, not as marks on the
 * cards, because they can be there before the first card is: nothing is shown first and hidden then. `except` stays: those that are being read.
 */
export function cardRules(kept: Kept, except: ReadonlySet<string> = new Set()): string {
  const seen = kept.settings.hidesSeen ? kept.seen.filter(({ id }) => !except.has(id)) : []
  return [
    rule(
      'main:has([data-list]) [data-paper]',
      seen.map(({ id }) => `[data-paper="${id}"]`),
    ),
    // Who asks for a topic, or for words, wants to see what there is.
    rule(
      'main:has([data-mutes]) [data-topics]',
      kept.muted.map(({ slug }) => `[data-topics~="${slug}"]`),
    ),
  ].join('')
}

// The attribute stands before the list of them too: else each element of a page is compared with all of it.
// No escaping: ids and slugs are of letters, digits and `._:/-` alone, see read-kept.
const rule = (where: string, cards: string[]) =>
  cards.length > 0 ? `html:not([data-shows-all]) ${where}:is(${cards.join(',')}){display:none}\n` : ''
