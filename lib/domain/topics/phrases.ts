import { singular, type Word } from './words.ts'

/** Words `from` up to, not including, `to` of a sentence match a phrase filed under `value`. */
export type Match<T> = { from: number; to: number; value: T }

/**
 * A list of phrases that are looked for all at once: time grows with the text, hardly with the number of phrases.
 *
 * A phrase is words parted by blanks: `word` as it is, `word*` the beginning of a word and `*word` its end (three
 * letters at least), `a|b` either, `..` up to three words in between. A plain word stands for its plural too.
 */
export class PhraseBook<T> {
  readonly #root: Node<T> = newNode()

  /** Files a phrase. Throws on a phrase that cannot be read: phrases are our own data. */
  add(phrase: string, value: T): void {
    let nodes = [this.#root]
    for (const part of phrase.split(' ')) {
      if (part === '..') nodes = nodes.map(gapAfter)
      else nodes = nodes.flatMap(node => part.split('|').map(option => childFor(node, option)))
    }
    for (const node of nodes) node.values.push(value)
  }

  /** Every place in the sentence where a phrase stands, overlapping ones included. */
  findAll(sentence: readonly Word[]): Match<T>[] {
    const found: Match<T>[] = []
    for (let from = 0; from < sentence.length; from += 1) walk(this.#root, sentence, from, from, found)
    return found
  }
}

type Node<T> = {
  words: Map<string, Node<T>>
  beginnings: Map<string, [string, Node<T>][]>
  endings: Map<string, [string, Node<T>][]>
  gap: Node<T> | null
  values: T[]
}

const LONGEST_GAP = 3
const KEY = 3

function newNode<T>(): Node<T> {
  return { words: new Map(), beginnings: new Map(), endings: new Map(), gap: null, values: [] }
}

function walk<T>(node: Node<T>, sentence: readonly Word[], from: number, at: number, found: Match<T>[]): void {
  for (const value of node.values) found.push({ from, to: at, value })
  const word = sentence[at]
  if (!word) return
  step(node, word.text, sentence, from, at, found)
  if (at === from) for (const tail of word.tails) step(node, tail, sentence, from, at, found)
  if (!node.gap) return
  for (let skip = 0; skip <= LONGEST_GAP && at + skip < sentence.length; skip += 1) {
    walk(node.gap, sentence, from, at + skip, found)
  }
}

function step<T>(node: Node<T>, text: string, sentence: readonly Word[], from: number, at: number, found: Match<T>[]) {
  const same = node.words.get(text)
  if (same) walk(same, sentence, from, at + 1, found)
  for (const [beginning, next] of node.beginnings.get(text.slice(0, KEY)) ?? []) {
    if (text.startsWith(beginning)) walk(next, sentence, from, at + 1, found)
  }
  for (const [ending, next] of node.endings.get(text.slice(-KEY)) ?? []) {
    if (text.endsWith(ending) && text !== ending) walk(next, sentence, from, at + 1, found)
  }
}

function childFor<T>(node: Node<T>, option: string): Node<T> {
  const bare = option.replaceAll('*', '')
  if (bare.length === 0 || (bare !== option && bare.length < KEY)) throw new Error(`Cannot read the phrase "${option}"`)
  if (option.endsWith('*')) return affixChild(node.beginnings, bare.slice(0, KEY), bare)
  if (option.startsWith('*')) return affixChild(node.endings, bare.slice(-KEY), bare)
  const word = singular(bare)
  const next = node.words.get(word) ?? newNode<T>()
  node.words.set(word, next)
  return next
}

function affixChild<T>(filed: Map<string, [string, Node<T>][]>, key: string, bare: string): Node<T> {
  const row = filed.get(key) ?? []
  filed.set(key, row)
  const known = row.find(([affix]) => affix === bare)
  if (known) return known[1]
  const next = newNode<T>()
  row.push([bare, next])
  return next
}

function gapAfter<T>(node: Node<T>): Node<T> {
  node.gap ??= newNode<T>()
  return node.gap
}
