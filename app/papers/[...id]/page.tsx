import type { Metadata } from 'next'
import { permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { setStatus } from '#app/http-status'
import { canonicalId, readId } from '#app/papers/canonical-id'
import { NoSuchPaper } from '#components/missing'
import { PaperArticle } from '#components/paper-article'
import { PaperTools } from '#components/reader/paper-tools'
import { RelatedPapers } from '#components/related-papers'
import { citationMeta } from '#lib/domain/feed/citation'
import { paperPath } from '#lib/domain/paper/links'
import { savable } from '#lib/domain/reader/savable'
import { env } from '#lib/env'
import { findPaper } from '#lib/store/papers'
import { findRelated } from '#lib/store/related'
import { findSignalHistory } from '#lib/store/signal-history'
import { guarded } from '../../guarded.tsx'

type Props = { params: Promise<{ id: string[] }> }

const RELATED = 5

/** Metadata and page ask for the same paper within one request. */
const findOnce = cache((id: string) => findPaper(id))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // The page itself says when the paper cannot be read.
  const found = await findOnce(canonicalId(readId((await params).id))).catch(() => null)
  if (found?.kind !== 'found') return { title: 'No such paper', robots: 'noindex' }
  const { paper } = found
  return {
    title: paper.title,
    description: paper.abstract.slice(0, 200),
    alternates: { canonical: env().SITE_URL + paperPath(paper) },
    other: citationMeta(paper),
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
  const history = await findSignalHistory(found.paper.arxivId)
  return (
    <>
      <PaperTools paper={savable(found.paper)} />
      <PaperArticle paper={found.paper} reasons={found.reasons} history={history} />
      <RelatedPapers papers={await findRelated(found.paper.pk, RELATED)} />
    </>
  )
})
