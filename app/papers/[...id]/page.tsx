import type { Metadata } from 'next'
import { permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { paperCardPath } from '#app/cards/paths'
import { setStatus } from '#app/http-status'
import { canonicalId, readId } from '#app/papers/canonical-id'
import { socialTags } from '#app/social'
import { DataBlock } from '#components/data-block'
import { NoSuchPaper } from '#components/missing'
import { PaperArticle } from '#components/paper-article'
import { PaperTools } from '#components/reader/paper-tools'
import { RelatedPapers } from '#components/related-papers'
import { beginningOf } from '#lib/domain/feed/card-text'
import { citationMeta } from '#lib/domain/feed/citation'
import { scholarlyArticle } from '#lib/domain/feed/scholarly-article'
import { paperPath } from '#lib/domain/paper/links'
import { savable } from '#lib/domain/reader/savable'
import { readableTex } from '#lib/domain/tex/readable-tex'
import { env } from '#lib/env'
import { findIssuesOf } from '#lib/store/issues'
import { findPaper } from '#lib/store/papers'
import { findRelated } from '#lib/store/related'
import { findSignalHistory } from '#lib/store/signal-history'
import { guarded } from '../../guarded.tsx'

type Props = { params: Promise<{ id: string[] }> }

const RELATED = 5
const SHOWN_ISSUES = 3

/** Metadata and page ask for the same paper within one request. */
const findOnce = cache((id: string) => findPaper(id))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // The page itself says when the paper cannot be read.
  const found = await findOnce(canonicalId(readId((await params).id))).catch(() => null)
  if (found?.kind !== 'found') return { title: 'No such paper', robots: 'noindex' }
  const { paper } = found
  const title = readableTex(paper.title)
  const description = beginningOf(readableTex(paper.abstract.slice(0, 2000)), 200)
  return {
    title,
    description,
    alternates: { canonical: env().SITE_URL + paperPath(paper) },
    ...socialTags({
      title,
      description,
      path: paperPath(paper),
      card: { path: paperCardPath(paper), alt: `${title}, on Attn.` },
      article: { published: paper.published },
    }),
    other: citationMeta(paper, env().SITE_URL),
  }
}

export default guarded(async function PaperPage({ params }: Props) {
  const asked = readId((await params).id)
  const id = canonicalId(asked)
  if (id !== asked) permanentRedirect(paperPath({ id }))
  const found = await findOnce(id)
  if (!found) {
    await setStatus(404)
    return <NoSuchPaper />
  }
  if (found.kind === 'moved') permanentRedirect(paperPath({ id: found.to }))
  const [history, issues] = await Promise.all([
    findSignalHistory(found.paper.arxivId),
    findIssuesOf(found.paper.pk, SHOWN_ISSUES),
  ])
  return (
    <>
      <PaperTools paper={savable(found.paper)} />
      <PaperArticle paper={found.paper} reasons={found.reasons} history={history} issues={issues} />
      <RelatedPapers papers={await findRelated(found.paper.pk, RELATED)} />
      <DataBlock data={scholarlyArticle(found.paper, env().SITE_URL)} />
    </>
  )
})
