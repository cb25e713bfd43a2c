/** A word of a text: `text` in lower case and singular, `tails` the last parts of a name written in CamelCase. */
export type Word = { text: string; tails: readonly string[]; start: number; end: number; clause: number }

/**
 * Splits any text into sentences of words. Offsets are UTF-16 positions in `text`, `end` exclusive. Hyphens part
 * words ("self-attention" is two), addresses are left out, and words between two commas share a `clause` number.
 */
export function splitSentences(text: string): Word[][] {
  const sentences: Word[][] = []
  let sentence: Word[] = []
  let clause = 0
  for (const match of text.matchAll(PIECES)) {
    const piece = match[0]
    const first = piece.charCodeAt(0)
    if (first === DOT || first === MARK || first === ASK) {
      if (sentence.length === 0 || (first === DOT && isAbbreviation(sentence.at(-1)?.text ?? ''))) continue
      sentences.push(sentence)
      sentence = []
      clause += 1
    } else if (first === COMMA || first === SEMICOLON || first === COLON) {
      clause += 1
    } else if (!match[1]) {
      if (sentence.length === LONGEST_SENTENCE) {
        sentences.push(sentence)
        sentence = []
      }
      const start = match.index
      sentence.push({
        text: singular(piece.toLowerCase()),
        tails: tailsOf(piece),
        start,
        end: start + piece.length,
        clause,
      })
    }
  }
  if (sentence.length > 0) sentences.push(sentence)
  return sentences
}

/** The word without the s of a plural; "bias", "analysis", "corpus" and "news" are none. */
export function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !NO_PLURAL.test(word) ? word.slice(0, -1) : word
}

const NO_PLURAL = /(?:[saiu]s|news)$/
// Text without full stops would cost time in the square of its length.
const LONGEST_SENTENCE = 200
const PIECES = /(https?:\/\/\S+)|[\p{L}\p{N}]+|[.!?](?=[\s"')\]]|$)|[,;:]/gu
const [DOT, MARK, ASK, COMMA, SEMICOLON, COLON] = [46, 33, 63, 44, 59, 58]
const ABBREVIATIONS: ReadonlySet<string> = new Set(['al', 'vs', 'cf', 'fig', 'approx', 'resp'])

function isAbbreviation(word: string): boolean {
  return word.length === 1 || ABBREVIATIONS.has(word)
}

const PARTS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g
const LONGEST_NAME = 40
const NONE: readonly string[] = []

// OccMamba is about Mamba, WaveGAN about GANs: a name ends in what it is.
function tailsOf(piece: string): readonly string[] {
  if (piece.length > LONGEST_NAME || piece === piece.toLowerCase()) return NONE
  const tails: string[] = []
  for (const { index } of piece.matchAll(PARTS)) {
    if (index > 0 && piece.length - index > 2) tails.push(singular(piece.slice(index).toLowerCase()))
  }
  return tails
}
