import type { ReactNode } from 'react'

/** A part of the page with its heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="hung border-line border-t pt-5">
      <h2 id={id} className="section-title">
        {title}
      </h2>
      <div className="min-w-0 max-lg:mt-2 [&>:first-child]:mt-0">{children}</div>
    </section>
  )
}
