// Types alone: the module itself holds the schema, which the browser does not need.
import type { FieldError, Preferences, Typed } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'
import { MoreFields } from './more-fields.tsx'
import { WhenFields } from './when-fields.tsx'

/** What there is to choose from. */
export type Offered = {
  weekdays: string[]
  topics: { facet: string; topics: { slug: string; name: string }[] }[]
  counts: number[]
  /** The words to which one agrees. */
  consent: string
  usual: { daily: number; weekly: number }
}

/** A choice as the form holds it. */
export const typedFrom = (preferences: Preferences): Omit<Typed, 'email'> => ({
  topics: preferences.topics,
  excluded: preferences.excluded,
  searches: preferences.searches.join('\n'),
  frequency: preferences.frequency,
  weekday: String(preferences.weekday),
  hour: String(preferences.hour),
  zone: preferences.zone,
  count: preferences.count === null ? '' : String(preferences.count),
  quiet: preferences.quiet,
  pausedUntil: preferences.pausedUntil ?? '',
})

/** What a reader can choose: when, about what, and how much of it. */
export function PreferenceFields(props: {
  typed: Omit<Typed, 'email'>
  errors: FieldError[]
  offered: Offered
  /** Whether the browser's own zone may replace the default. */
  proposeZone?: boolean
  /** Whether there are mails to pause. */
  canPause?: boolean
}) {
  const { typed, errors, offered, proposeZone = false, canPause = false } = props
  return (
    <>
      <WhenFields typed={typed} errors={errors} offered={offered} proposeZone={proposeZone} canPause={canPause} />
      <fieldset id="topics" {...invalid(errors, 'topics')}>
        <legend className="font-semibold">About what</legend>
        <p className="text-muted text-sm">Choose none, and follow no search, to get the best of all topics.</p>
        <FieldProblem errors={errors} field="topics" />
        {offered.topics.map(({ facet, topics }) => (
          <fieldset key={facet} className="mt-4">
            <legend className="mb-1 font-semibold text-muted text-sm">{facet}</legend>
            <div className="grid gap-x-6 sm:grid-cols-2">
              {topics.map(({ slug, name }) => (
                <label key={slug} className="choice">
                  <input
                    type="checkbox"
                    name="topics"
                    value={slug}
                    defaultChecked={typed.topics.includes(slug)}
                    className="accent-accent"
                  />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </fieldset>
      <MoreFields typed={typed} errors={errors} offered={offered} />
    </>
  )
}
