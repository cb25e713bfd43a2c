import { Fragment } from 'react'
import type { Item } from '#lib/domain/feed/channel'
import type { SignalCount } from '#lib/domain/rank/signal-counts'
import type { Window } from '#lib/domain/rank/signals'
import { PaperCard } from './paper-card.tsx'

/** Papers in their order, with a line where those with all of the words end. */
export function PaperList(props: {
  papers: Item[]
  complete: number
  window: Window
  /** By the papers' arXiv ids. */
  counts?: Map<string, SignalCount[]>
}) {
  const { papers, complete, window, counts } = props
  const first = complete > 0 ? papers.findIndex(({ partial }) => partial) : -1
  return papers.map((paper, i) => (
    <Fragment key={paper.id}>
      {i === first && <Divider complete={complete} />}
      <PaperCard paper={paper} window={window} counts={counts?.get(paper.arxivId ?? '')} />
    </Fragment>
  ))
}

function Divider({ complete }: { complete: number }) {
  return (
    <p className="mt-4 mb-6 border-stamp border-l-2 bg-raised px-4 py-2.5 text-muted text-sm">
      {complete === 1 ? 'One paper has' : `${complete.toLocaleString('en')} papers have`} all of these words. The
      following have some of them.
    </p>
  )
}
