import type { ReactNode } from 'react'

/** A part of the page with its heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold font-serif text-xl">
        {title}
      </h2>
      {children}
    </section>
  )
}
