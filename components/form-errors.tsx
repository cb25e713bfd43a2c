import type { FieldError } from '#lib/domain/subscription/preferences'
import { Announcement } from './announcement.tsx'

/** All that is wrong, above the form, each leading to its field. */
export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  if (errors.length === 0) return null
  return (
    <Announcement role="alert">
      <h2 className="font-semibold">{errors.length === 1 ? 'One thing needs a look' : 'A few things need a look'}</h2>
      <ul className="mt-1">
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a className="link" href={`#${field}`}>
              {message}
            </a>
          </li>
        ))}
      </ul>
    </Announcement>
  )
}

/** What is wrong with one field, beside it. */
export function FieldProblem({ errors, field }: { errors: FieldError[]; field: string }) {
  const error = errors.find(one => one.field === field)
  return (
    error && (
      <p id={`${field}-problem`} className="text-sm text-wrong">
        {error.message}
      </p>
    )
  )
}

/** The attributes that tie a field to its problem. */
export const invalid = (errors: FieldError[], field: string) =>
  errors.some(error => error.field === field)
    ? { 'aria-invalid': true, 'aria-describedby': `${field}-problem` }
    : undefined
