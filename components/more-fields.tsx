import type { FieldError, Typed } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'
import type { Offered } from './preference-fields.tsx'
import { Radio } from './radio.tsx'

/** Searches to follow, topics to leave out, how many papers, and what a quiet day brings. */
export function MoreFields(props: { typed: Omit<Typed, 'email'>; errors: FieldError[]; offered: Offered }) {
  const { typed, errors, offered } = props
  return (
    <>
      <div className="grid gap-1.5">
        <label htmlFor="searches" className="font-semibold">
          Searches to follow
        </label>
        <p id="searches-hint" className="text-muted text-sm">
          One a line, as you would type them into the search box:{' '}
          <code className="font-mono">"masked image modeling" -medical</code>. A paper comes when it has all the words.
        </p>
        <textarea
          id="searches"
          name="searches"
          rows={3}
          maxLength={2500}
          defaultValue={typed.searches}
          spellCheck={false}
          autoCapitalize="off"
          className="field font-mono"
          aria-describedby="searches-hint"
          {...invalid(errors, 'searches')}
        />
        <FieldProblem errors={errors} field="searches" />
      </div>
      <fieldset id="excluded" {...invalid(errors, 'excluded')}>
        <legend className="font-semibold">Never about</legend>
        <p className="mb-2 text-muted text-sm">Papers on these stay out, whatever else they are about.</p>
        <div className="grid gap-2 sm:grid-cols-2">
          {rowsFor(typed.excluded).map((slug, row) => (
            <select
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike, and never move
              key={row}
              name="excluded"
              aria-label={`Topic to leave out, ${row + 1}`}
              defaultValue={slug}
              className="field field-sizing-content min-w-0"
            >
              <option value="">–</option>
              {offered.topics.map(({ facet, topics }) => (
                <optgroup key={facet} label={facet}>
                  {topics.map(({ slug, name }) => (
                    <option key={slug} value={slug}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          ))}
        </div>
        <FieldProblem errors={errors} field="excluded" />
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-semibold">How much</legend>
        <div className="grid justify-items-start gap-1.5">
          <label htmlFor="count">Papers at most</label>
          <select id="count" name="count" defaultValue={typed.count} className="field" {...invalid(errors, 'count')}>
            <option value="">
              {offered.usual.daily}, or {offered.usual.weekly} a week
            </option>
            {offered.counts.map(count => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
          <FieldProblem errors={errors} field="count" />
        </div>
        <div id="quiet">
          <p>When nothing is new</p>
          <div className="flex flex-wrap gap-x-6">
            <Radio name="quiet" value="skip" label="send no mail" typed={typed.quiet} />
            <Radio name="quiet" value="note" label="send a short one that says so" typed={typed.quiet} />
          </div>
          <FieldProblem errors={errors} field="quiet" />
        </div>
      </fieldset>
    </>
  )
}

/** What is left out, and room for more of it: one empty row at least, and an even number. */
function rowsFor(excluded: string[]): string[] {
  const rows = [...excluded, '']
  return rows.length % 2 ? [...rows, ''] : rows
}
