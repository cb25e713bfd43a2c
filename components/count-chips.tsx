import type { ReactNode } from 'react'

export type CountChip = { name: string; count: number; href: string; chosen: boolean; more?: ReactNode }

/** Ways to narrow a view down, each with how many papers it would leave; one that was chosen takes itself away. */
export function CountChips({ chips }: { chips: CountChip[] }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-2">
      {chips.map(({ name, count, href, chosen, more }) => (
        <li key={name} className={`chip-pair ${chosen ? 'border-accent bg-raised' : ''}`}>
          <a href={href} rel="nofollow" aria-current={chosen ? 'true' : undefined}>
            {name}
            {chosen ? (
              <>
                <span aria-hidden="true" className="text-muted">
                  ×
                </span>
                <span className="sr-only">(remove)</span>
              </>
            ) : (
              <span className="text-muted text-xs">{count.toLocaleString('en')}</span>
            )}
          </a>
          {more}
        </li>
      ))}
    </ul>
  )
}
