import { cleanText } from '../paper/clean-text.ts'
import { ACCENTS, BLACKBOARD, FONTS, FUNCTIONS, SILENT, SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS } from './symbols.ts'

/** A formula, or a command of prose, as plain Unicode; null where something in it is not known. */
export function readFormula(formula: string): string | null {
  const source = new Source(formula)
  try {
    const text = readUntil(source, null)
    return text.replace(/\s+/g, ' ').trim()
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

class Unreadable extends Error {}

/** The rest of a formula, taken command by command, character by character. */
class Source {
  private readonly tokens: string[]
  private at = 0
  private depth = 0
  constructor(formula: string) {
    this.tokens = formula.match(/\\[a-zA-Z]+\*?|\\[\s\S]|[\s\S]/gu) ?? []
  }
  peek = () => this.tokens[this.at]
  take = () => this.tokens[this.at++]
  skipSpace(): void {
    while (this.peek()?.trim() === '') this.at++
  }
  enter(): void {
    if (++this.depth > 50) throw new Unreadable()
  }
  leave(): void {
    this.depth--
  }
}

function readUntil(source: Source, close: string | null): string {
  let text = ''
  for (let token = source.peek(); token !== (close ?? undefined); token = source.peek()) {
    if (token === undefined) throw new Unreadable()
    const tight = SYMBOLS.has(token.slice(1)) && /\S$/.test(text)
    text += readAtom(source)
    // The space that ends a command's name is none of the text, unless the author spaced both sides.
    if (tight) source.skipSpace()
  }
  source.take()
  return text
}

function readAtom(source: Source): string {
  const token = source.take()
  if (token === undefined || token === '}') throw new Unreadable()
  if (token === '{') return readGroup(source)
  if (token === '^') return raise(readArgument(source), SUPERSCRIPTS, '^')
  if (token === '_') return raise(readArgument(source), SUBSCRIPTS, '_')
  if (token.startsWith('\\')) return readCommand(token.slice(1), source)
  return token === '~' ? ' ' : token === '&' ? ' ' : token
}

function readGroup(source: Source): string {
  source.enter()
  const text = readUntil(source, '}')
  source.leave()
  return text
}

function readArgument(source: Source): string {
  source.enter()
  source.skipSpace()
  const text = readAtom(source)
  source.leave()
  return text
}

function readCommand(name: string, source: Source): string {
  if (/^[,;:! \\]$/.test(name)) return name === '!' ? '' : ' '
  if (/^[%&#_{}$|]$/.test(name)) return name === '|' ? '‖' : name
  if (name === 'quad' || name === 'qquad') return ' '
  if (name === 'frac' || name === 'tfrac' || name === 'dfrac')
    return `${bracket(readArgument(source))}/${bracket(readArgument(source))}`
  if (name === 'sqrt' && source.peek() !== '[') return `√${bracket(readArgument(source))}`
  if (name === 'mathbb') return [...readArgument(source)].map(char => BLACKBOARD.get(char) ?? char).join('')
  if (name === 'not' && source.peek() === '=') return source.take() ? '≠' : ''
  if (name === 'unicode') return readCodePoint(readArgument(source))
  const plain = name.replace(/\*$/, '')
  if (FONTS.has(plain)) return readArgument(source)
  const accent = ACCENTS.get(name)
  if (accent) return mark(readArgument(source), accent)
  const symbol = SYMBOLS.get(name) ?? (FUNCTIONS.has(plain) ? plain : SILENT.has(name) ? '' : undefined)
  if (symbol === undefined) throw new Unreadable()
  if (SILENT.has(name)) source.skipSpace()
  return symbol
}

function readCodePoint(text: string): string {
  const [, hex] = /^x([\da-f]{2,5})$/i.exec(text) ?? []
  const char = hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : ''
  // What nobody sees, half a character and marks were taken out of the text around it, and do not come back by way of a command.
  if (!/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(char) || cleanText(char) === '') throw new Unreadable()
  return char
}

const bracket = (text: string) => (/^[\p{L}\p{N}.]*$/u.test(text) ? text : `(${text})`)

const mark = (text: string, accent: string) =>
  [...text].length === 1 ? `${text === 'ı' ? 'i' : text}${accent}`.normalize('NFC') : text

/** Superscript or subscript characters, or the plain notation where one is missing. */
function raise(text: string, characters: Map<string, string>, sign: string): string {
  const raised = [...text].map(char => characters.get(char))
  if (raised.every(char => char !== undefined)) return raised.join('')
  return [...text].length === 1 ? `${sign}${text}` : `${sign}${bracket(text)}`
}
