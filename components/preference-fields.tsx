// Types alone: the module itself holds the schema, which the browser does not need.
import type { FieldError, Preferences, Typed } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'
import { ZoneField } from './zone-field.tsx'

/** What there is to choose from. */
export type Offered = {
  weekdays: string[]
  zones: string[]
  topics: { facet: string; topics: { slug: string; name: string }[] }[]
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour))

/** A choice as the form holds it. */
export const typedFrom = (preferences: Preferences): Omit<Typed, 'email'> => ({
  topics: preferences.topics,
  frequency: preferences.frequency,
  weekday: String(preferences.weekday),
  hour: String(preferences.hour),
  zone: preferences.zone,
})

/** What a reader can choose: when, and about what. */
export function PreferenceFields(props: {
  typed: Omit<Typed, 'email'>
  errors: FieldError[]
  offered: Offered
  /** Whether the browser's own zone may replace the default. */
  proposeZone?: boolean
}) {
  const { typed, errors, offered, proposeZone = false } = props
  return (
    <>
      <fieldset className="group/when grid gap-3">
        <legend className="mb-2 font-semibold">When</legend>
        <div id="frequency" className="flex flex-wrap gap-x-6">
          <Radio name="frequency" value="daily" label="Every day" typed={typed.frequency} />
          <Radio name="frequency" value="weekly" label="Every week" typed={typed.frequency} />
        </div>
        <FieldProblem errors={errors} field="frequency" />
        <div className="flex flex-wrap gap-x-4 gap-y-3">
          <div className="grid gap-1.5 group-has-[[value=daily]:checked]/when:hidden">
            <label htmlFor="weekday">on</label>
            <select
              id="weekday"
              name="weekday"
              defaultValue={typed.weekday}
              className="field"
              {...invalid(errors, 'weekday')}
            >
              {offered.weekdays.map((name, i) => (
                <option key={name} value={i + 1}>
                  {name}
                </option>
              ))}
            </select>
            <FieldProblem errors={errors} field="weekday" />
          </div>
          <div className="grid gap-1.5">
            <label htmlFor="hour">at</label>
            <select id="hour" name="hour" defaultValue={typed.hour} className="field" {...invalid(errors, 'hour')}>
              {HOURS.map(hour => (
                <option key={hour} value={hour}>
                  {hour.padStart(2, '0')}:00
                </option>
              ))}
            </select>
            <FieldProblem errors={errors} field="hour" />
          </div>
          <ZoneField
            typed={typed.zone}
            zones={offered.zones}
            errors={errors}
            propose={proposeZone && errors.length === 0}
          />
        </div>
      </fieldset>
      <fieldset id="topics" {...invalid(errors, 'topics')}>
        <legend className="font-semibold">About what</legend>
        <p className="text-muted text-sm">Choose none to get the best of all topics.</p>
        <FieldProblem errors={errors} field="topics" />
        {offered.topics.map(({ facet, topics }) => (
          <fieldset key={facet} className="mt-4">
            <legend className="mb-1 text-muted text-sm">{facet}</legend>
            <div className="grid gap-x-6 sm:grid-cols-2">
              {topics.map(({ slug, name }) => (
                <label key={slug} className="flex items-baseline gap-2.5 py-1">
                  <input
                    type="checkbox"
                    name="topics"
                    value={slug}
                    defaultChecked={typed.topics.includes(slug)}
                    className="size-4 translate-y-0.5 accent-accent"
                  />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </fieldset>
    </>
  )
}

function Radio({ name, value, label, typed }: { name: string; value: string; label: string; typed: string }) {
  return (
    <label className="flex items-baseline gap-2.5 py-1">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={typed === value}
        className="size-4 translate-y-0.5 accent-accent"
      />
      {label}
    </label>
  )
}
