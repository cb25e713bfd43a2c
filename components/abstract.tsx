import type { Marked } from '#lib/domain/feed/channel'
import { excerpt } from '#lib/domain/feed/excerpt'
import { MarkedText } from './marked-text.tsx'

/** So many letters fit into three lines of the narrowest page; a shorter text has nothing to open. */
const SHORT = 130

/**
 * An abstract in a list: its start, and all of it in place when asked for. The fold has no text of its own: open, it makes the one paragraph
 * show all its lines. Only where what matched begins far behind the start are there two, of which one is shown and read out.
 */
export function Abstract({ text, marked }: { text: string; marked?: Marked | undefined }) {
  if (!text) return null
  const start = marked && excerpt(marked)
  return (
    <div className="abstract font-serif text-lg">
      <p className="abstract-start">
        <MarkedText text={text} marked={start} />
      </p>
      {start !== marked && (
        <p className="abstract-whole">
          <MarkedText text={text} marked={marked} />
        </p>
      )}
      {text.length > SHORT && (
        <details className="font-sans text-muted text-sm lg:mt-1">
          <summary className="opens tap hover:text-accent">
            <span className="when-closed">Whole abstract</span>
            <span className="when-open">Less</span>
          </summary>
        </details>
      )}
    </div>
  )
}
