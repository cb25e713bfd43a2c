import { savable } from '#lib/domain/reader/savable'

/**
 * The room in a card for what a reader can do with its paper, with what has to be known for that. components/reader/card-row fills it; the
 * row is as high before.
 */
export function ToolsPlace({ paper }: { paper: Parameters<typeof savable>[0] }) {
  const { title, authors, published } = savable(paper)
  return (
    <div
      className="card-tools min-h-11 grow basis-full max-lg:-mb-3 lg:-my-1 lg:pointer-fine:min-h-8 lg:basis-60 noscript:hidden print:hidden"
      data-title={title}
      data-authors={authors}
      data-published={published}
    />
  )
}
