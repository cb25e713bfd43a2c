'use client'

import { useRef } from 'react'
import { describeDate } from '#lib/domain/paper/date'
import { paperPath } from '#lib/domain/paper/links'
import { forgetPaper, type SavedPaper } from '#lib/domain/reader/kept'
import { changeKept } from './reader-store.ts'
import { ToolButton } from './tool-button.tsx'

/** The saved papers, the last saved first. */
export function SavedList({ papers }: { papers: SavedPaper[] }) {
  const list = useRef<HTMLElement>(null)

  function remove(id: string, place: number) {
    changeKept(kept => forgetPaper(kept, id))
    // The button that had the focus is gone.
    requestAnimationFrame(() => {
      const links = list.current?.querySelectorAll<HTMLElement>('h2 a') ?? []
      const next = links[Math.min(place, links.length - 1)] ?? list.current
      next?.focus()
    })
  }

  return (
    <section ref={list} tabIndex={-1} aria-label="Saved papers" className="mt-6 outline-none">
      {papers.length === 0 && (
        <p>
          Nothing is saved yet. <span className="text-muted">☆ Save stands at every paper; the key is s.</span>
        </p>
      )}
      {papers.toReversed().map((paper, i) => (
        <article
          key={paper.id}
          data-paper={paper.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-4 border-line border-t py-5"
        >
          <h2 className="paper-title col-span-full">
            <a href={paperPath(paper)}>{paper.title}</a>
          </h2>
          <p className="mt-1.5 text-muted text-sm">
            {/* Whatever their script, they do not turn around the dates beside them. */}
            <bdi>{paper.authors}</bdi>
            {paper.authors && ' · '}
            {paper.published && `${describeDate(paper.published)} · `}
            saved {describeDate(paper.savedAt)}
          </p>
          <div className="-mx-2 -mb-2.5 text-muted text-sm lg:-mb-1">
            <ToolButton name="save" label={`Remove: ${paper.title}`} onClick={() => remove(paper.id, i)}>
              Remove
            </ToolButton>
          </div>
        </article>
      ))}
    </section>
  )
}
