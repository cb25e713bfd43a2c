import { withoutCondition, withoutTerm } from '#lib/domain/feed/narrow'
import { hrefAt, type Place, withTopic } from '#lib/domain/feed/places'
import { type Condition, conditionsOf, nameTerm } from '#lib/domain/query/conditions'
import type { Clause, FeedQuery } from '#lib/domain/query/feed-query'
import { topicName } from '#lib/domain/topics/taxonomy'

/** More would push the papers off the screen; a pasted question has dozens. */
const SHOWN = 8

type Props = { query: FeedQuery; place: Place }

/** The query as it was understood; each part can be taken away, and a topic turned into its opposite. */
export function QueryChips({ query, place }: Props) {
  const conditions = conditionsOf(query)
  if (conditions.length === 0) return null
  // Filters decide more than the last words of a long question, so the words are what is folded.
  const words = conditions.filter(({ kind }) => kind === 'words')
  const folded = new Set(words.length > SHOWN + 2 ? words.slice(SHOWN) : [])
  const shown = conditions.filter(condition => !folded.has(condition))
  return (
    <div className="grid gap-2">
      <Chips conditions={shown} query={query} place={place} label="Limited to" />
      {folded.size > 0 && (
        <details className="text-sm">
          <summary className="opens tap py-1.5 text-muted hover:text-accent">
            and {folded.size} more {folded.size === 1 ? 'word' : 'words'}
          </summary>
          <Chips conditions={[...folded]} query={query} place={place} label="Limited to, too" />
        </details>
      )}
    </div>
  )
}

function Chips({ conditions, label, ...props }: Props & { conditions: Condition[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {conditions.map(condition => (
        <li key={condition.name} className="chip-pair max-w-full bg-raised">
          <Chip condition={condition} {...props} />
        </li>
      ))}
    </ul>
  )
}

function Chip({ condition, query, place }: Props & { condition: Condition }) {
  if (condition.kind === 'words' && condition.clause.any.length > 1)
    return <Alternatives clause={condition.clause} query={query} place={place} />
  const [filter] = condition.kind === 'filters' ? condition.filters : []
  return (
    <>
      <Remove href={hrefAt(place, withoutCondition(query, condition))} name={condition.name} />
      {filter?.kind === 'topic' && <Opposite slug={filter.value} not={filter.not} query={query} place={place} />}
    </>
  )
}

/** One outline around all of them, because any of them will do. */
function Alternatives({ clause, query, place }: Props & { clause: Clause }) {
  return (
    <span className="flex flex-wrap items-center">
      {clause.not && <span className="pl-3">not</span>}
      {clause.any.map((term, i) => (
        <span key={nameTerm(term)} className="inline-flex items-center">
          {i > 0 && <span className="text-muted italic">or</span>}
          <Remove href={hrefAt(place, withoutTerm(query, clause, term))} name={nameTerm(term)} />
        </span>
      ))}
    </span>
  )
}

function Remove({ href, name }: { href: string; name: string }) {
  return (
    <a href={href} rel="nofollow" className="min-w-0">
      <span className="min-w-0 break-words">{name}</span>
      <span aria-hidden="true" className="text-muted">
        ×
      </span>
      <span className="sr-only">(remove)</span>
    </a>
  )
}

function Opposite({ slug, not, query, place }: Props & { slug: string; not: boolean }) {
  const says = `${not ? 'Only' : 'Without'} ${topicName(slug)}`
  return (
    <a href={hrefAt(place, withTopic(query, slug, !not))} rel="nofollow" aria-label={says} title={says}>
      {not ? '+' : '−'}
    </a>
  )
}
