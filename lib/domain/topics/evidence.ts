import { groupBy } from './group.ts'
import { type Match, PhraseBook } from './phrases.ts'
import { findRivals, type Place, placeSentences, TITLE } from './places.ts'
import { phrasesOf, type Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { type Facet, findTopic } from './taxonomy.ts'
import { splitSentences, type Word } from './words.ts'

/** Words of a paper that speak for a topic, and which list of its rule they are from. */
export type Evidence = { words: string; strength: number; kind: Kind }

/** Everything in a paper that speaks for each topic, in reading order; topics without evidence are absent. */
export function gatherEvidence(title: string, abstract: string): Map<Rule, Evidence[]> {
  const evidence = new Map<Rule, Evidence[]>()
  for (const words of splitSentences(title)) {
    gatherFrom({ text: title, words, place: { worth: TITLE, claimed: [] }, titled: true }, evidence)
  }
  const body = splitSentences(abstract)
  for (const [index, place] of placeSentences(body).entries()) {
    gatherFrom({ text: abstract, words: body[index] ?? [], place, titled: false }, evidence)
  }
  return evidence
}

type Sentence = { text: string; words: readonly Word[]; place: Place; titled: boolean }

function gatherFrom(sentence: Sentence, evidence: Map<Rule, Evidence[]>): void {
  const { words, place, titled } = sentence
  const matches = BOOK.findAll(words)
  if (matches.length === 0) return
  const rivals = titled ? [] : findRivals(words)
  for (const [rule, rows] of groupBy(matches, ({ value }) => value.rule)) {
    for (const { from, to, value } of withoutOverlaps(rows, titled)) {
      const opposed = rivals[from] && (value.facet === 'method' || value.facet === 'insight')
      const stress = opposed ? ONE_OF_THE_RIVALS : titled || place.claimed[from] || rule.named ? 1 : ELSEWHERE
      const strength = WEIGHTS[value.kind] * place.worth[value.facet] * stress
      const row = { words: wordsAt(sentence, from, to), strength, kind: value.kind }
      const known = evidence.get(rule)
      if (known) known.push(row)
      else evidence.set(rule, [row])
    }
  }
}

// The longer reading wins over an exception inside it: "transformer block" over "transformer".
function withoutOverlaps(rows: Match<Entry>[], titled: boolean): Match<Entry>[] {
  const open = rows.filter(({ value }) => titled || !TITLE_ONLY.has(value.kind))
  open.sort((a, b) => RANK[a.value.kind] - RANK[b.value.kind] || b.to - b.from - (a.to - a.from) || a.from - b.from)
  const kept: Match<Entry>[] = []
  for (const row of open) {
    if (row.value.kind === 'except' && open.some(other => holds(other, row))) continue
    if (!kept.some(other => row.from < other.to && other.from < row.to)) kept.push(row)
  }
  return kept.filter(({ value }) => value.kind !== 'except')
}

function holds(outer: Match<Entry>, inner: Match<Entry>): boolean {
  const wider = outer.to - outer.from > inner.to - inner.from
  return wider && outer.from <= inner.from && outer.to >= inner.to && outer.value.kind !== 'except'
}

function wordsAt({ text, words }: Sentence, from: number, to: number): string {
  return text.slice(words[from]?.start, words[to - 1]?.end)
}

/** The list of a rule a phrase is from: see `Rule`. */
export type Kind = 'except' | 'sure' | 'title' | 'given' | 'likely' | 'maybe' | 'hint'
type Entry = { rule: Rule; facet: Facet; kind: Kind }

const KINDS: readonly Kind[] = ['except', 'sure', 'title', 'given', 'likely', 'maybe', 'hint']
const WEIGHTS: Readonly<Record<Kind, number>> = {
  except: 0,
  sure: 1,
  title: 0.8,
  given: 0.8,
  likely: 0.5,
  maybe: 0.5,
  hint: 0.2,
}
const RANK: Readonly<Record<Kind, number>> = { except: 0, sure: 1, title: 2, given: 3, likely: 4, maybe: 5, hint: 6 }
const TITLE_ONLY: ReadonlySet<Kind> = new Set(['title', 'given', 'maybe'])
const ONE_OF_THE_RIVALS = 0.25
const ELSEWHERE = 0.9

const BOOK = new PhraseBook<Entry>()
for (const rule of RULES) {
  const facet = findTopic(rule.slug)?.facet
  if (!facet) throw new Error(`There is a rule for "${rule.slug}", which is no topic`)
  for (const kind of KINDS) {
    const list = kind === 'given' ? rule.given?.title : rule[kind]
    for (const phrase of phrasesOf(list)) BOOK.add(phrase, { rule, facet, kind })
  }
}
