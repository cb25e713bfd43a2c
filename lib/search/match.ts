import { IN_TITLE } from './analysis.ts'
import type { Entry } from './block-table.ts'
import type { Alternative, PlannedClause, WordList } from './plan.ts'
import { visitPostings } from './postings.ts'
import { STEP } from './weights.ts'

/** What matching asks for. `worthOf` a word, in the whole index; `rowOf`: the papers of the segment that have words in a row. */
export type Sources = {
  find(key: string): Entry | null
  worthOf(list: WordList): number
  rowOf(alternative: Alternative): Iterable<number>
}

/** A paper with the word in its title is worth more, so that of a few words those in titles lead. */
const TITLE_BONUS = 0.5
/** In long queries each single word says less about the title that is meant. */
const FEW_WORDS = 3

/**
 * Calls `visit` for each paper of a segment that has anything of what is wanted and nothing of what is not: with how well it fits and how many
 * of the conditions it meets: none where it has words of a row, but not in a row. Scores are those of BM25, a condition after the
 * other: time grows with the lengths of the lists.
 * @param strict only papers that meet all conditions are wanted: what lacks one is passed over from there on
 */
export function matchSegment(
  plan: PlannedClause[],
  papers: number,
  sources: Sources,
  strict: boolean,
  visit: (paper: number, score: number, met: number) => void,
): void {
  const table = tableFor(papers)
  const wanted = plan.filter(({ not }) => !not)
  const bonus = wanted.length <= FEW_WORDS ? 1 + TITLE_BONUS : 1
  const ordered = strict ? shortestFirst(wanted, sources) : wanted
  ordered.forEach((clause, i) => {
    addClause(table, clause, i + 1, strict, bonus, sources)
  })
  for (const clause of plan) if (clause.not) removeClause(table, clause, sources)
  const { touched, scores, counts, stamps } = table
  const least = strict ? wanted.length : 0
  for (let i = 0; i < table.length; i++) {
    const paper = touched[i]!
    const met = counts[paper]!
    if (met >= least && met !== EXCLUDED) visit(paper, scores[paper]!, met)
    scores[paper] = 0
    counts[paper] = 0
    stamps[paper] = 0
  }
  table.length = 0
}

function shortestFirst(clauses: PlannedClause[], { find }: Sources): PlannedClause[] {
  const lengthOf = ({ any }: PlannedClause) => {
    let length = 0
    for (const { words } of any)
      for (const { lists } of words)
        for (const { keys } of lists) for (const key of keys) length += find(key)?.data.length ?? 0
    return length
  }
  return clauses
    .map(clause => ({ clause, length: lengthOf(clause) }))
    .sort((a, b) => a.length - b.length)
    .map(({ clause }) => clause)
}

/** More conditions than a query can have. */
const EXCLUDED = 65_535

/** What is known of each paper while a query is matched; `touched` are those of which anything is. All zero before and after. */
type Table = {
  scores: Float32Array
  counts: Uint16Array
  stamps: Uint16Array
  touched: Int32Array
  length: number
}

let kept: Table | null = null

/** One table serves all queries, one after the other: to make one takes longer than most queries. */
function tableFor(papers: number): Table {
  if (kept && kept.touched.length >= papers && kept.length === 0) return kept
  kept = {
    scores: new Float32Array(papers),
    counts: new Uint16Array(papers),
    stamps: new Uint16Array(papers),
    touched: new Int32Array(papers),
    length: 0,
  }
  return kept
}

/** @param stamp the number of the condition, from 1 */
function addClause(
  table: Table,
  { any, times }: PlannedClause,
  stamp: number,
  strict: boolean,
  bonus: number,
  sources: Sources,
): void {
  const emphasis = 1 + Math.log(times)
  const least = strict ? stamp - 1 : 0
  for (const alternative of any) {
    const isRow = alternative.phrase !== null
    if (isRow)
      for (const paper of sources.rowOf(alternative)) if (table.counts[paper]! >= least) meet(table, paper, stamp)
    for (const { lists } of alternative.words)
      for (const list of lists) {
        const step = sources.worthOf(list) * emphasis * STEP
        for (const key of list.keys) {
          const entry = sources.find(key)
          // A row of words is a condition, but worth no more than its words: with a bonus the best papers of Cranfield came later.
          if (!entry) continue
          if (isRow) addList(table, entry.data, list.places, step, bonus, 0, strict ? stamp : 0)
          else addList(table, entry.data, list.places, step, bonus, stamp, least)
        }
      }
  }
}

function meet({ counts, stamps }: Table, paper: number, stamp: number): void {
  if (stamps[paper] === stamp) return
  stamps[paper] = stamp
  counts[paper]!++
}

/** Adds a word to the scores; with a stamp it is a condition that is met. The loop of `visitPostings` again, because most of the time goes here. */
function addList(
  table: Table,
  data: Uint8Array,
  places: number,
  step: number,
  bonus: number,
  stamp: number,
  least: number,
): void {
  const { scores, counts, stamps, touched } = table
  let paper = -1
  for (let at = 0; at < data.length; ) {
    let byte = data[at++]!
    let value = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = data[at++]!
      value |= (byte & 127) << shift
    }
    paper += value >>> 2
    const saturation = data[at++]!
    if ((value & places) === 0 || counts[paper]! < least) continue
    if (scores[paper] === 0) touched[table.length++] = paper
    scores[paper]! += step * saturation * (value & IN_TITLE ? bonus : 1)
    if (stamp > 0 && stamps[paper] !== stamp) {
      stamps[paper] = stamp
      counts[paper]!++
    }
  }
}

function removeClause({ counts, scores }: Table, { any }: PlannedClause, sources: Sources): void {
  const remove = (paper: number) => {
    // What has nothing of what is wanted is not looked at again, nor wiped.
    if (scores[paper]! > 0) counts[paper] = EXCLUDED
  }
  for (const alternative of any) {
    if (alternative.phrase) for (const paper of sources.rowOf(alternative)) remove(paper)
    else
      for (const { lists } of alternative.words)
        for (const { keys, places } of lists)
          for (const key of keys) {
            const entry = sources.find(key)
            if (entry) visitPostings(entry.data, places, remove)
          }
  }
}
