import type { AuditEntry } from '#lib/store/audit'
import { Section } from './section.tsx'

/** Who did what. It is only ever added to. */
export function AuditList({ entries }: { entries: AuditEntry[] }) {
  return (
    <Section id="audit" title="Audit (UTC)">
      <p className="mt-3 text-muted">
        What operators did here and on the command line, the latest {entries.length}; <code>attn audit</code> shows
        more. It is kept for 400 days and cannot be changed.
      </p>
      <ul className="mt-3 text-sm">
        {entries.map(({ id, at, who, action, target, outcome }) => (
          <li key={id} className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[9rem_10rem_1fr]">
            <time dateTime={at.toISOString()} className="text-muted tabular-nums">
              {at.toISOString().slice(0, 16).replace('T', ' ')}
            </time>
            <span className="min-w-0 break-words">{who}</span>
            <span className="min-w-0 break-words">
              <strong>{action}</strong> {target} <span className="text-muted">{outcome}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
