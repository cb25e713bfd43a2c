import { localIdOf, titleKeyOf } from './identity.ts'
import { mergePaper } from './merge.ts'
import type { Paper } from './paper.ts'

/** What hearing of some papers changes. `renamed`: papers known by a local id that turned out to have an arXiv id. */
export type Folded = { added: Paper[]; changed: Paper[]; renamed: { from: string; to: string }[]; unchanged: number }

/**
 * Finds who is who among papers heard of and papers known, and merges them. A paper is the same when the arXiv id is, or, where
 * one side has none, when the title is (and, for titles that many papers could have, the beginning of the abstract).
 * @param known all stored papers that share an id, a former id or a title with one of `heard`
 * @param formerIds the ids by which known papers went before, with the present ones: an older file still has those, and an older title
 */
export function foldPapers(known: Paper[], heard: Paper[], formerIds: Map<string, string> = new Map()): Folded {
  const people = new Register(known, formerIds)
  const before = new Set(known.map(({ id }) => id))
  const touched = new Map<string, Paper>()
  const renamed: Folded['renamed'] = []
  const repeats = { count: 0 }
  for (const paper of heard) {
    const same = people.find(paper)
    if (!same) {
      people.add(paper)
      touched.set(paper.id, paper)
      continue
    }
    const merged = mergePaper(same, paper)
    if (isSame(merged, same)) {
      repeats.count++
      continue
    }
    if (merged.id !== same.id) {
      touched.delete(same.id)
      if (before.has(same.id)) {
        renamed.push({ from: same.id, to: merged.id })
        before.add(merged.id)
      }
    }
    people.replace(same, merged)
    touched.set(merged.id, merged)
  }
  const isNew = (paper: Paper) => !before.has(paper.id)
  const all = [...touched.values()]
  return { added: all.filter(isNew), changed: all.filter(paper => !isNew(paper)), renamed, unchanged: repeats.count }
}

class Register {
  #byId = new Map<string, Paper>()
  #byTitle = new Map<string, Set<Paper>>()

  constructor(
    papers: Paper[],
    readonly formerIds: Map<string, string>,
  ) {
    for (const paper of papers) this.add(paper)
  }

  add(paper: Paper): void {
    this.#byId.set(paper.id, paper)
    const key = titleKeyOf(paper.title)
    const namesakes = this.#byTitle.get(key)
    if (namesakes) namesakes.add(paper)
    else this.#byTitle.set(key, new Set([paper]))
  }

  replace(old: Paper, paper: Paper): void {
    this.#byId.delete(old.id)
    this.#byTitle.get(titleKeyOf(old.title))?.delete(old)
    this.add(paper)
  }

  find(paper: Paper): Paper | null {
    const sameId = this.#byId.get(paper.id) ?? this.#byId.get(this.formerIds.get(paper.id) ?? '')
    if (sameId) return sameId
    // An import that was written under the local id may meet the paper under its arXiv id, or the other way round.
    const namesakes = this.#byTitle.get(titleKeyOf(paper.title)) ?? []
    for (const other of namesakes) {
      if ((paper.arxivId === null || other.arxivId === null) && areNamesakesSame(paper, other)) return other
    }
    return null
  }
}

const isSame = (one: Paper, other: Paper) =>
  (Object.keys({ ...one, ...other }) as (keyof Paper)[]).every(
    key => JSON.stringify(one[key]) === JSON.stringify(other[key]),
  )

/** "Editorial" is the title of many papers, a title of five words hardly ever. */
function areNamesakesSame(one: Paper, other: Paper): boolean {
  const key = titleKeyOf(one.title)
  if (key.length >= 24 && key.includes(' ')) return true
  const beginning = (paper: Paper) => titleKeyOf(paper.abstract).slice(0, 60)
  return beginning(one) === beginning(other)
}

/** A paper with the id that its facts give it. */
export function identify(facts: Omit<Paper, 'id'>): Paper {
  return { ...facts, id: facts.arxivId ?? localIdOf(facts.title) }
}
