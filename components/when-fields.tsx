import type { FieldError, Typed } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'
import type { Offered } from './preference-fields.tsx'
import { Radio } from './radio.tsx'
import { ZoneField } from './zone-field.tsx'

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour))

/** How often, on which day, at which hour, and where that is. */
export function WhenFields(props: {
  typed: Omit<Typed, 'email'>
  errors: FieldError[]
  offered: Offered
  proposeZone: boolean
  canPause: boolean
}) {
  const { typed, errors, offered, proposeZone, canPause } = props
  return (
    <fieldset className="group/when grid gap-3">
      <legend className="mb-2 font-semibold">When</legend>
      <div id="frequency" className="flex flex-wrap gap-x-6">
        <Radio name="frequency" value="daily" label="Every day" typed={typed.frequency} />
        <Radio name="frequency" value="weekdays" label="Monday to Friday" typed={typed.frequency} />
        <Radio name="frequency" value="weekly" label="Every week" typed={typed.frequency} />
      </div>
      <FieldProblem errors={errors} field="frequency" />
      <div className="flex flex-wrap gap-x-4 gap-y-3">
        <div className="hidden gap-1.5 group-has-[[value=weekly]:checked]/when:grid">
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
        <ZoneField typed={typed.zone} errors={errors} propose={proposeZone && errors.length === 0} />
      </div>
      {canPause && (
        <div className="grid justify-items-start gap-1.5">
          <label htmlFor="pausedUntil">Pause until</label>
          <input
            id="pausedUntil"
            name="pausedUntil"
            type="date"
            defaultValue={typed.pausedUntil}
            className="field"
            {...invalid(errors, 'pausedUntil')}
          />
          <p className="text-muted text-sm">On that day mails begin again. Leave it empty to get them now.</p>
          <FieldProblem errors={errors} field="pausedUntil" />
        </div>
      )}
    </fieldset>
  )
}
