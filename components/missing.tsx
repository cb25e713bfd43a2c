import type { ReactNode } from 'react'
import { SearchForm } from './search-form.tsx'

/** What a reader finds at an address without a page. */
export function NothingHere() {
  return (
    <Missing title="There is nothing at this address.">
      The link may be old or mistyped. Search for what you need:
    </Missing>
  )
}

export function NoSuchPaper() {
  return (
    <Missing title="This paper is not here.">
      Perhaps it is not a paper about transformers, or not here yet. Search for its title or its authors:
    </Missing>
  )
}

export function NoSuchTopic() {
  return (
    <Missing title="There is no such topic.">
      The address may have lost a letter on its way.{' '}
      <a className="link" href="/topics">
        All topics are listed here
      </a>
      . Or search for it:
    </Missing>
  )
}

/** What may have happened, and ways on. */
function Missing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="py-8">
      <h1 className="page-title">{title}</h1>
      <p className="mt-3 mb-6">{children}</p>
      <SearchForm />
      <p className="mt-6 text-muted">
        Or go to what is{' '}
        <a className="link" href="/">
          trending
        </a>
        , the{' '}
        <a className="link" href="/?sort=new">
          newest
        </a>{' '}
        papers, or the{' '}
        <a className="link" href="/topics">
          topics
        </a>
        .
      </p>
    </div>
  )
}
