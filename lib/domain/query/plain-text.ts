import { fromTexAccents } from '../paper/tex-accents.ts'

/**
 * What was typed or pasted, in the characters that the language is written in. Phones and word processors bring typographic quotes and long
 * dashes, other keyboards full-width forms, PDF files ligatures and soft hyphens, and bibliographies the braces and accents of TeX.
 */
export function straighten(text: string): string {
  return withoutTex(text.normalize('NFKC').replace(UNSEEN, '').replace(CONTROLS, ' '))
    .normalize('NFKC')
    .replace(/[“”„‟«»「」『』〝〞]|``|''/g, '"')
    .replace(/[‘’‛]/g, "'")
    .replace(/∶/g, ':')
    .replace(/(^|[\s(|])[‐–—−](?=\S)/g, '$1-')
    .replace(/[‐−]|(?<=[\p{L}\p{N}])–(?=[\p{L}\p{N}])/gu, '-')
}

/** Case means nothing to the search, so equal queries become equal. Folding what is folded changes nothing. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC')

/** The words of a text, folded: a hyphen or an apostrophe between letters holds a word together, so does a dot between digits. */
export const wordsOf = (text: string): string[] => fold(text).match(WORD) ?? []

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:[-']|(?<=\p{N})\.(?=\p{N}))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu

// What clean-text takes out of papers, and what makes a character an emoji.
const UNSEEN = /\p{Cf}|\p{Variation_Selector}/gu
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g

// `{BERT}` is a word and so is `{T}ransformer`; what a command is about stands apart from its name.
function withoutTex(text: string): string {
  const apart = text.replace(/\\{2,}/g, ' ').replace(/(\\[a-zA-Z]{3,})\{/g, '$1 {')
  return fromTexAccents(apart).replace(/[{}]/g, '').replace(/\\"?/g, ' ')
}
