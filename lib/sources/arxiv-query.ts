import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import type { Paper } from '#lib/domain/paper/paper'
import { fitsGlob, fold, splitWords, type Words, wordsOf } from './arxiv-words.ts'

/** What a query can ask of a paper. */
export type Searchable = Pick<Paper, 'arxivId' | 'title' | 'abstract' | 'authors' | 'categories'> & {
  comment?: string | null
  journalRef?: string | null
  reportNumber?: string | null
}

/**
 * `categories`: patterns (`cs.*`, `stat.ML`), at least one of which every paper that matches is in; null where the query does not say.
 * `why` is the end of a sentence that begins with the name of the query.
 */
export type ParsedArxivQuery =
  | { ok: true; matches(paper: Searchable): boolean; categories: string[] | null }
  | { ok: false; why: string }

const FIELDS = ['ti', 'au', 'abs', 'co', 'jr', 'cat', 'rn', 'id', 'all'] as const
type Field = (typeof FIELDS)[number]

type Operator = 'AND' | 'OR' | 'ANDNOT'
type Term = { field: Field; value: string; exact: boolean }
type Node = Term | { operator: Operator; left: Node; right: Node }

/**
 * Reads a query of arXiv's search API so that it can be put to papers that come from elsewhere. Total over any string.
 *
 * As arXiv does: fields, AND, OR and ANDNOT (grouped from the right where parentheses do not say otherwise, as arXiv's own link in an answer shows:
 * `a OR (b OR c)`), quotes, `*`, words by their stem (`transformer` finds "transforms"), whatever their case and accents.
 * Approximate: stop words count; words without quotes but joined (`self-attention`) may stand apart; initials fit names that begin with them;
 * dates cannot be asked for.
 * @see https://info.arxiv.org/help/api/user-manual.html#query_details
 */
export function parseArxivQuery(text: string): ParsedArxivQuery {
  if (text.length > 4000) return { ok: false, why: 'is longer than 4,000 characters' }
  try {
    const node = readGroup(tokenize(text), 0)
    return { ok: true, matches: paper => evaluate(node, new View(paper)), categories: boundOf(node) }
  } catch (error) {
    if (error instanceof Misread) return { ok: false, why: error.message }
    throw error
  }
}

class Misread extends Error {}

function tokenize(text: string): string[] {
  const tokens: string[] = text.match(/[()]|(?:[^\s()":]{1,40}:)?"[^"]*"|[^\s()"]+|"/g) ?? []
  if (tokens.includes('"')) throw new Misread('has a quote that does not close')
  return tokens
}

/** Takes tokens off the front up to the end of the group. */
function readGroup(tokens: string[], depth: number): Node {
  if (depth > 50) throw new Misread('has more than 50 parentheses within each other')
  const operands: Node[] = []
  const operators: Operator[] = []
  for (let token = tokens.shift(); ; token = tokens.shift()) {
    if (token === undefined || token === ')')
      throw new Misread(token ? 'has ")" where something to look for is due' : 'ends too early')
    operands.push(token === '(' ? readGroup(tokens, depth + 1) : readTerm(token))
    const next = tokens.shift()
    if (next === undefined || next === ')') {
      if ((next === ')') !== depth > 0)
        throw new Misread(`has a parenthesis that does not ${depth > 0 ? 'close' : 'open'}`)
      const last = operands.pop()!
      return operands.reduceRight<Node>((right, left, i) => ({ operator: operators[i]!, left, right }), last)
    }
    if (next !== 'AND' && next !== 'OR' && next !== 'ANDNOT') {
      throw new Misread(
        `has neither AND, OR nor ANDNOT before "${next.slice(0, 40)}" (words that belong together stand in quotes)`,
      )
    }
    operators.push(next)
  }
}

function readTerm(token: string): Term {
  if (token === 'AND' || token === 'OR' || token === 'ANDNOT')
    throw new Misread(`has ${token} where something to look for is due`)
  const colon = token.startsWith('"') ? -1 : token.indexOf(':')
  const field = colon < 0 ? 'all' : FIELDS.find(name => name === token.slice(0, colon).toLowerCase())
  if (!field)
    throw new Misread(`has the field "${token.slice(0, Math.min(colon, 40))}", and there are only ${FIELDS.join(', ')}`)
  const raw = token.slice(colon + 1)
  const exact = raw.startsWith('"')
  const value = raw.replaceAll('"', '').trim()
  if (!/[\p{L}\p{N}*]/u.test(value)) throw new Misread(`has nothing to look for in "${token.slice(0, 40)}"`)
  return { field, value, exact }
}

/** The words of a paper's fields, made when first asked for. */
class View {
  #words = new Map<string, Words>()
  constructor(readonly paper: Searchable) {}

  words(field: 'ti' | 'abs' | 'co' | 'jr' | 'rn'): Words {
    const known = this.#words.get(field)
    if (known) return known
    const { title, abstract, comment, journalRef, reportNumber } = this.paper
    const words = wordsOf({ ti: title, abs: abstract, co: comment, jr: journalRef, rn: reportNumber }[field] ?? '')
    this.#words.set(field, words)
    return words
  }
}

function evaluate(node: Node, view: View): boolean {
  if ('field' in node) return matchesTerm(node, view)
  const left = evaluate(node.left, view)
  if (node.operator === 'OR') return left || evaluate(node.right, view)
  return left && evaluate(node.right, view) === (node.operator === 'AND')
}

function matchesTerm({ field, value, exact }: Term, view: View): boolean {
  const { paper } = view
  if (field === 'cat') return paper.categories.some(name => fitsGlob(name.toLowerCase(), value.toLowerCase()))
  if (field === 'id') return paper.arxivId !== null && parseArxivId(value)?.id === paper.arxivId
  if (field === 'au') return paper.authors.some(name => isNamed(name, value))
  if (field !== 'all') return view.words(field).have(value, exact)
  return (
    (['ti', 'abs', 'co', 'jr', 'rn'] as const).some(each => view.words(each).have(value, exact)) ||
    (['au', 'cat', 'id'] as const).some(each => matchesTerm({ field: each, value, exact }, view))
  )
}

/** Whether all words of a name as asked for (`del_maestro`, `Bengio_Y`, "Yoshua Bengio") are in the name of one author. */
function isNamed(author: string, asked: string): boolean {
  const names = splitWords(fold(author))
  const parts = splitWords(fold(asked.replaceAll('_', ' ')), true)
  return parts.every(part => names.some(name => fitsGlob(name, part.length === 1 ? `${part}*` : part)))
}

function boundOf(node: Node): string[] | null {
  if ('field' in node) return node.field === 'cat' ? [node.value] : null
  const left = boundOf(node.left)
  if (node.operator === 'ANDNOT') return left
  const right = boundOf(node.right)
  if (node.operator === 'OR') return left && right && [...new Set([...left, ...right])]
  if (!left || !right) return left ?? right
  return left.length <= right.length ? left : right
}
