import type { Highlights, Marked } from '#lib/domain/feed/channel'
import { IN_ABSTRACT, IN_TITLE } from './analysis.ts'
import type { PlannedClause } from './plan.ts'
import { STOP_WORDS } from './stop-words.ts'
import { splitWords, stemOf, type Word } from './words.ts'

/** What is to be marked in a text: words by their stems, beginnings of words, and stems in a row. */
type Targets = { stems: Set<string>; prefixes: string[]; rows: string[][] }

/** Where the words of a query stand in title and abstract, in whatever form. */
export function highlight(plan: PlannedClause[], title: string, abstract: string): Highlights {
  return { title: mark(title, targetsIn(plan, IN_TITLE)), abstract: mark(abstract, targetsIn(plan, IN_ABSTRACT)) }
}

function targetsIn(plan: PlannedClause[], place: number): Targets {
  const targets: Targets = { stems: new Set(), prefixes: [], rows: [] }
  for (const { not, any } of plan) {
    if (not) continue
    for (const { words, phrase, prefix, places } of any) {
      if ((places & place) === 0) continue
      if (prefix !== null) targets.prefixes.push(prefix)
      else if (phrase) targets.rows.push(words.map(({ stem }) => stem))
      // Of a row each word alone tells where the rest may be, but for those that stand in every sentence.
      if (prefix === null) for (const { stem } of words) if (!phrase || !STOP_WORDS.has(stem)) targets.stems.add(stem)
    }
  }
  return targets
}

function mark(text: string, targets: Targets): Marked {
  const words = splitWords(text)
  // A stem begins as its word does: most words need not be stemmed.
  const beginnings = new Set([...targets.stems, ...targets.rows.flat()].map(stem => stem.charCodeAt(0)))
  const stems = words.map(({ text }) => (beginnings.has(text.charCodeAt(0)) ? stemOf(text) : text))
  const hits = words.map(
    ({ text }, i) => targets.stems.has(stems[i]!) || targets.prefixes.some(p => text.startsWith(p)),
  )
  const joined = new Set<number>()
  for (const row of targets.rows) {
    for (let at = 0; at + row.length <= words.length; at++) {
      if (!row.every((stem, i) => stems[at + i] === stem)) continue
      row.forEach((_, i) => {
        hits[at + i] = true
        if (i > 0) joined.add(at + i)
      })
    }
  }
  return cut(text, words, hits, joined)
}

function cut(text: string, words: Word[], hits: boolean[], joined: Set<number>): Marked {
  const marked: Marked = []
  let end = 0
  words.forEach((word, i) => {
    if (!hits[i]) return
    const last = marked.at(-1)
    if (last?.hit && joined.has(i)) last.text += text.slice(end, word.end)
    else {
      if (word.start > end) marked.push({ text: text.slice(end, word.start), hit: false })
      marked.push({ text: text.slice(word.start, word.end), hit: true })
    }
    end = word.end
  })
  if (end < text.length) marked.push({ text: text.slice(end), hit: false })
  return marked
}
