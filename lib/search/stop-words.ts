/**
 * Words that carry the grammar of a sentence and not what it is about. A query that has others is answered by those alone, so that a
 * question may be asked as one asks it; they still count within phrases, and where there is nothing else.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about also an and any are as at be been but by can could did do does for from had has have he how i if in into is it its may more
  most no not of on or other our she should so some such than that the their them then there these they this to very was we were what
  when where which who whom why will with would you your`.split(/\s+/),
)
