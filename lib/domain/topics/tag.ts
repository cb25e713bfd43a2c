import { type Evidence, gatherEvidence } from './evidence.ts'
import { groupBy } from './group.ts'
import type { Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { findTopic } from './taxonomy.ts'

/** A topic of a paper, and at most four wordings of the paper that earned it, the strongest first. */
export type Tag = { slug: string; words: string[] }

/** What the tagger reads of a paper. Categories are arXiv's ("cs.CV") and may be none. */
export type TaggablePaper = { title: string; abstract: string; categories: readonly string[] }

/** A topic that something in a paper speaks for: how strongly, where 1 is enough, and the words that do. */
export type Scored = Tag & { score: number }

/** The topics a paper is about, the strongest first. Deterministic and total: any text gives tags or none. */
export function tagPaper(paper: TaggablePaper): Tag[] {
  return explainTags(paper).tags.map(({ slug, words }) => ({ slug, words }))
}

/** The topics a paper is about with how strongly each is spoken for, and those that came near, the strongest first. */
export function explainTags(paper: TaggablePaper): { tags: Scored[]; near: Scored[] } {
  const scored = scoreTopics(paper)
  return {
    tags: scored.filter(({ score }) => score >= ENOUGH),
    near: scored.filter(({ score }) => score < ENOUGH && score >= NEAR),
  }
}

const ENOUGH = 1
const NEAR = 0.5

function scoreTopics(paper: TaggablePaper): Scored[] {
  const evidence = gatherEvidence(paper.title, paper.abstract)
  const categories = new Set(paper.categories)
  const plain = new Map<string, number>()
  for (const rule of RULES) {
    plain.set(rule.slug, scoreOf(rule, (evidence.get(rule) ?? []).filter(isPlain), categories))
  }
  const has = (slug: string) => (plain.get(slug) ?? 0) >= ENOUGH
  const hasOther = (rule: Rule) =>
    RULES.some(other => other !== rule && has(other.slug) && facetOf(other) === facetOf(rule))
  return RULES.map(rule => {
    const all = evidence.get(rule) ?? []
    const isGiven = rule.given?.topics.some(has) && !(rule.given.alone && hasOther(rule))
    const counted = isGiven ? all : all.filter(isPlain)
    return { slug: rule.slug, score: scoreOf(rule, counted, categories), counted }
  })
    .filter(({ score }) => score >= NEAR)
    .sort((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1))
    .map(({ slug, score, counted }) => ({ slug, score, words: reasonsIn(counted) }))
}

const AGAIN = 0.3
const MOST_REPEATS = 4
const AT_HOME = 0.15
const MOST_FROM_HINTS = 0.5
const MOST_REASONS = 4

const facetOf = ({ slug }: Rule) => findTopic(slug)?.facet

const isPlain = ({ kind }: Evidence): boolean => kind !== 'given'

function scoreOf(rule: Rule, evidence: readonly Evidence[], categories: ReadonlySet<string>): number {
  let [score, hinted] = [0, 0]
  for (const rows of groupBy(evidence, ({ words }) => words.toLowerCase()).values()) {
    if (rows[0]?.kind === 'hint') hinted += strengthOf(rows)
    else score += strengthOf(rows)
  }
  score += Math.min(hinted, MOST_FROM_HINTS)
  return score > 0 && rule.categories?.some(category => categories.has(category)) ? score + AT_HOME : score
}

// The same words again say less than other words for the same thing.
function strengthOf(mentions: readonly Evidence[]): number {
  const [best = 0, ...others] = mentions.map(({ strength }) => strength).sort((a, b) => b - a)
  return others.slice(0, MOST_REPEATS).reduce((sum, strength) => sum + AGAIN * strength, best)
}

function reasonsIn(evidence: readonly Evidence[]): string[] {
  const reasons = new Map<string, string>()
  for (const { words } of [...evidence].sort((a, b) => rankOf(b) - rankOf(a))) {
    const key = words.toLowerCase()
    if (!reasons.has(key)) reasons.set(key, words)
  }
  return [...reasons.values()].slice(0, MOST_REASONS)
}

// "ICD) coding" reads badly: wording with a bracket in it comes last.
function rankOf({ words, strength }: Evidence): number {
  return /[()[\]{}]/.test(words) ? strength - 10 : strength
}
