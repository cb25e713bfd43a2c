import { type Ref, useEffect, useRef, useState } from 'react'
import type { Preview } from '#lib/domain/subscription/preview'

/**
 * The mail that the choice above would bring now. The links may open; scripts, forms and this site's own storage stay out of reach. It comes
 * when the reader is within a screen of it: it stands below a long form, and is a page of its own.
 */
export function MailPreview({ preview, heading }: { preview: Preview; heading: Ref<HTMLHeadingElement> }) {
  const section = useRef<HTMLElement>(null)
  const [isNear, setNear] = useState(false)

  useEffect(() => {
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: '100% 0px' },
    )
    observer.observe(section.current!)
    return () => observer.disconnect()
  }, [])

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
          <div className="mt-4 h-[36rem] overflow-hidden rounded border border-line">
            {isNear && <Frame preview={preview} />}
            <noscript>
              <Frame preview={preview} />
            </noscript>
          </div>
        </>
      ) : (
        <p className="mt-2 text-muted">{preview.note}</p>
      )}
    </section>
  )
}

function Frame({ preview: { html, href } }: { preview: Preview }) {
  return (
    <iframe
      // A frame anew: one that is turned from an address to a text loads both.
      key={html === null ? 'page' : 'text'}
      title="The mail you would get now"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      {...(html === null ? { loading: 'lazy', src: href! } : { srcDoc: `<base target="_blank">${html}` })}
      className="block h-[36rem] w-full"
    />
  )
}
