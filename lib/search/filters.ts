import type { Filter } from '#lib/domain/query/feed-query'
import { categoryLabel, dateNumber, type SegmentFacts, topicLabel } from './segment-facts.ts'

/** What papers have to be, beside having the words: `pks` stands for ids, which the index does not know. */
export type Conditions = { filters: Filter[]; since: string | null; pks: Map<string, number> }

/** Tells which papers of a segment meet all conditions; null when there are none. */
export function filterSegment({ filters, since, pks }: Conditions, facts: SegmentFacts): Test | null {
  const tests = filters.map(filter => testOf(filter, facts, pks))
  if (since !== null) tests.push(datedFrom(facts, dateNumber(since)))
  const [only] = tests
  return tests.length < 2 ? (only ?? null) : number => tests.every(test => test(number))
}

type Test = (number: number) => boolean

function testOf(filter: Filter, facts: SegmentFacts, pks: Map<string, number>): Test {
  switch (filter.kind) {
    case 'topic':
      return labelledAs(topicLabel(filter.value), filter.not, facts)
    case 'category':
      return labelledAs(categoryLabel(filter.value), filter.not, facts)
    case 'code':
      return number => (facts.hasCode[number] === 1) !== filter.not
    case 'id': {
      const pk = pks.get(filter.value) ?? -1
      return number => (facts.pks[number] === pk) !== filter.not
    }
    case 'after':
      return datedFrom(facts, dateNumber(filter.value))
    case 'before': {
      const bound = dateNumber(filter.value)
      return number => facts.dates[number]! > 0 && facts.dates[number]! < bound
    }
  }
}

function datedFrom({ dates }: SegmentFacts, bound: number): Test {
  return number => dates[number]! >= bound
}

function labelledAs(label: string, not: boolean, { labels, offsets, labelled }: SegmentFacts): Test {
  const wanted = labels.indexOf(label)
  return number => {
    for (let at = offsets[number]!; at < offsets[number + 1]!; at++) if (labelled[at] === wanted) return !not
    return not
  }
}
