import type { Ref } from 'react'
import type { Preview } from '#lib/domain/subscription/preview'

/** The mail that the choice above would bring now. The links may open; scripts, forms and this site's own storage stay out of reach. */
export function MailPreview({ preview, heading }: { preview: Preview; heading: Ref<HTMLHeadingElement> }) {
  return (
    <section aria-labelledby="preview" className="border-line border-t pt-8">
      <h2 id="preview" ref={heading} tabIndex={-1} className="section-title outline-none">
        The mail you would get now
      </h2>
      {preview.html === null && !preview.href ? (
        <p className="mt-2 text-muted">{preview.note}</p>
      ) : (
        <>
          <p className="mt-1 text-muted text-sm">
            Subject: <span className="text-ink">{preview.subject}</span>
          </p>
          <iframe
            // A frame anew: one that is turned from an address to a text loads both.
            key={preview.html === null ? 'page' : 'text'}
            title="The mail you would get now"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            {...(preview.html === null
              ? { loading: 'lazy', src: preview.href! }
              : { srcDoc: `<base target="_blank">${preview.html}` })}
            className="mt-4 h-[36rem] w-full rounded border border-line"
          />
        </>
      )}
    </section>
  )
}
