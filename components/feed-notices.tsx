import type { ReactNode } from 'react'
import type { FeedQuery, Ignored } from '#lib/domain/query/feed-query'

/** Of what was not understood; the API lists all of it. */
const SHOWN = 8

/** Everything a reader has to know to trust the list below. */
export function FeedNotices(props: { query: FeedQuery; ignored: Ignored[]; partial: boolean; ranked: boolean }) {
  const { query, ignored, partial, ranked } = props
  const wantsRanking = query.sort === 'trending' || query.sort === 'top'
  return (
    <>
      {wantsRanking && !ranked && (
        <Notice>
          These are the newest papers: nothing is known yet that gained upvotes, stars or citations in this span, so
          there is nothing to rank by. That comes with the next visits to where they are counted; the{' '}
          <a className="link" href="/status">
            status page
          </a>{' '}
          says when.
        </Notice>
      )}
      {partial && <Notice>No paper has all of these words; these have most of them.</Notice>}
      {ignored.length > 0 && (
        <Notice>
          Not all of this was understood:
          <ul className="mt-1 list-disc pl-5">
            {ignored.slice(0, SHOWN).map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same mistake can be made twice.
              <li key={i}>
                <code className="font-mono text-[0.9em]">
                  {one.parameter === 'q' ? '' : `${one.parameter}=`}
                  {shorten(one.value)}
                </code>
                , {one.why}
              </li>
            ))}
            {ignored.length > SHOWN && <li>and {ignored.length - SHOWN} more</li>}
          </ul>
        </Notice>
      )}
    </>
  )
}

/** A remark that belongs to the page and does not interrupt. */
export function Notice({ children }: { children: ReactNode }) {
  return <div className="border-stamp border-l-2 bg-raised px-4 py-2.5 text-sm">{children}</div>
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
