/**
 * What earns a topic. Each list is phrases parted by commas, in the notation of `PhraseBook`.
 *
 * - `sure`: the topic's own name. Once in the title, or where the paper says what it does, is enough.
 * - `likely`: points to the topic; in the title, or more than once, or next to others.
 * - `hint`: agrees with the topic; never enough alone.
 * - `title`: counts as sure in the title, and as nothing elsewhere.
 * - `maybe`: counts as likely in the title, and as nothing elsewhere.
 * - `except`: phrases that hold one of the above and mean something else.
 * - `given`: what is sure in the title once the paper has one of these topics; `alone`: and none of the same facet without that.
 * - `named`: hardly ever spoken of in passing: counts whole anywhere in a sentence that says what the paper does.
 * - `categories`: arXiv categories in which the topic is at home.
 */
export type Rule = {
  slug: string
  sure: string
  likely?: string
  hint?: string
  title?: string
  maybe?: string
  except?: string
  given?: { topics: readonly string[]; title: string; alone?: boolean }
  named?: true
  categories?: readonly string[]
}

/** The phrases of one list of a rule, blanks and line ends tidied. */
export function phrasesOf(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map(phrase => phrase.trim().replace(/\s+/g, ' '))
    .filter(phrase => phrase.length > 0)
}
