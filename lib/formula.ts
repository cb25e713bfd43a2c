import temml from 'temml'

/** A longer formula is none of a title or an abstract, and what it makes of itself is bounded too. */
const LONGEST = 2000
const DEEPEST = 40
const LONGEST_MATHML = 40_000

/** How many characters of MathML are kept at most: some ten thousand usual formulas. */
const KEPT = 4_000_000

const kept = new Map<string, string | null>()
let held = 0

/**
 * A formula as what belongs into an element `math`: a part for each stretch up to an operator, after which a line may end. Null where it is
 * broken, holds something unknown, or would do more than be read: links, pictures, definitions. Never throws; the same one is made once.
 */
export function renderFormula(tex: string): string | null {
  const known = kept.get(tex)
  if (known !== undefined) {
    // The least recently used goes first.
    kept.delete(tex)
    kept.set(tex, known)
    return known
  }
  const mathml = make(tex)
  if (tex.length > LONGEST) return mathml
  kept.set(tex, mathml)
  held += sizeOf(tex, mathml)
  for (const [oldest, value] of kept) {
    if (held <= KEPT) break
    kept.delete(oldest)
    held -= sizeOf(oldest, value)
  }
  return mathml
}

const sizeOf = (tex: string, mathml: string | null) => tex.length + (mathml?.length ?? 0) + 100

function make(tex: string): string | null {
  if (tex.length > LONGEST || depthOf(tex) > DEEPEST || REFUSED.test(tex)) return null
  try {
    // A percent sign would hide what follows it, and nobody comments a title.
    const mathml = temml.renderToString(tex.replace(/(?<!\\)%/g, '\\%'), {
      throwOnError: true,
      trust: false,
      wrap: 'tex',
      // In em and pt.
      maxSize: [10, 100],
      maxExpand: 200,
      macros: { '\\eps': '\\varepsilon' },
    })
    return mathml.length <= LONGEST_MATHML ? tidy(mathml) : null
  } catch {
    // A ParseError says what is wrong with the TeX; whatever else is thrown comes of the TeX too, and the reader sees it as it was written.
    return null
  }
}

// What defines, refers to other places, or moves what is read. Colours go with the styles.
const REFUSED =
  /\\(?:[egx]?def|let|futurelet|global|long|(?:re|provide)?newcommand|char|ref|eqref|label|tag|href|url|html[A-Z]?\w*|class|id|style|data|includegraphics|[a-z]*kern|[hmv]skip|hspace|vspace|rule|raise|lower|raisebox|[a-z]*lap|smash|[a-z]*phantom|bbox|[hH]uge|LARGE|Large)(?![a-zA-Z])/

function depthOf(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const char of tex) {
    if (char === '{') deepest = Math.max(deepest, ++depth)
    else if (char === '}') depth--
  }
  return deepest
}

const TAG = /<(\/?)([a-z]+)((?:\s[a-z-]+=(?:"[^"<>]*"|'[^'<>]*'))*)\s*\/?>/g
const TAGS =
  /^(?:math|mrow|mi|mn|mo|mtext|mspace|msub|msup|msubsup|mfrac|msqrt|mroot|mover|munder|munderover|mmultiscripts|mprescripts|mtable|mtr|mtd|mstyle|mpadded|menclose|none)$/
const ATTRIBUTES =
  /\s(?:accent|accentunder|columnalign|columnspacing|rowspacing|displaystyle|scriptlevel|fence|form|separator|stretchy|symmetric|largeop|movablelimits|lspace|rspace|minsize|maxsize|linethickness|mathvariant|notation|width|height|depth|class)="[^"<>]*"/g

/** The MathML with the attributes that set a formula, and null if anything but MathML is in it. Styles go: they need no exception in a policy then. */
function tidy(mathml: string): string | null {
  let fits = true
  const tidied = mathml.replace(TAG, (_, close: string, tag: string, attributes: string) => {
    if (!TAGS.test(tag)) fits = false
    return close ? `</${tag}>` : `<${tag}${attributes.match(ATTRIBUTES)?.join('') ?? ''}>`
  })
  const inner = /^<math>(.*)<\/math>$/s.exec(tidied)?.[1]
  return fits && inner !== undefined && !/<math|[<>]/.test(inner.replace(TAG, '')) ? inner : null
}
