import type { Ref } from 'react'
import type { Preview } from '#lib/domain/subscription/preview'

/**
 * The mail that the choice above would bring now. The links may open; scripts, forms and this site's own storage stay out of reach. Its frame
 * is made when `isNear`: left to a browser, even a lazy one comes from three screens away, beside the scripts of the page.
 */
export function MailPreview(props: {
  preview: Preview
  isNear: boolean
  section: Ref<HTMLElement>
  heading: Ref<HTMLHeadingElement>
}) {
  const { preview, isNear, section, heading } = props
  return (
    <section ref={section} aria-labelledby="preview" className="border-line border-t pt-8">
      <h2 id="preview" ref={heading} tabIndex={-1} className="section-title outline-none">
        The mail you would get now
      </h2>
      {preview.html !== null || preview.href ? (
        <>
          <p className="mt-1 text-muted text-sm">
            Subject: <span className="text-ink">{preview.subject}</span>
          </p>
          <div className="mt-4 h-[36rem] rounded border border-line">
            {isNear ? (
              <Frame preview={preview} />
            ) : (
              <>
                {/* Where no script comes that could make the frame. */}
                {preview.href && (
                  <a href={preview.href} className="link tap m-4 noscript:hidden">
                    Open it as a page
                  </a>
                )}
                <noscript>
                  <Frame preview={preview} loading="lazy" />
                </noscript>
              </>
            )}
          </div>
        </>
      ) : (
        <p className="mt-2 text-muted">{preview.note}</p>
      )}
    </section>
  )
}

function Frame({ preview: { html, href }, loading }: { preview: Preview; loading?: 'lazy' }) {
  return (
    <iframe
      // A frame anew: one that is turned from an address to a text loads both.
      key={html === null ? 'page' : 'text'}
      title="The mail you would get now"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      {...(html === null ? { loading, src: href! } : { srcDoc: `<base target="_blank">${html}` })}
      className="block h-full w-full rounded"
    />
  )
}
