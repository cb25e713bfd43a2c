import { renderDigest } from '#emails/digest'
import { type Composed, composeIssue } from '#lib/domain/digest/compose'
import { issuePath } from '#lib/domain/digest/issue-path'
import { ISSUE_SIZE, windowSince } from '#lib/domain/digest/issue-span'
import { describeWhy } from '#lib/domain/digest/why'
import { headerText, type Mail } from '#lib/domain/mail/mail'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { env } from '#lib/env'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findIssueContext } from '#lib/store/issue-context'
import type { Preview } from './digest-report.ts'
import { leaveUrl, manageUrl, messageIdOf } from './links.ts'

/** For whom and when. Without a subscriber the issue is a sample for somebody who is not subscribed. */
export type Addressee = { subscriberId: string | null; email: string; preferences: Preferences; localDate: string }

type Issue = Extract<Composed, { kind: 'issue' }>

/** Finds and composes what a reader gets on a date, or says why nothing. */
export async function composeFor({ subscriberId, preferences, localDate }: Addressee): Promise<Composed> {
  const { topics, searches, excluded, frequency, quiet } = preferences
  const max = preferences.count ?? ISSUE_SIZE[frequency]
  const { last, webDate } = await findIssueContext(subscriberId, localDate)
  const window = windowSince(frequency, last, localDate)
  const sought = { window, topics, searches, excluded, subscriberId, localDate, limit: max }
  const candidates = await findDigestCandidates(sought)
  // The page of one topic for whoever follows that one alone.
  const web = webDate && issuePath(webDate, topics.length === 1 && !searches.length ? topics[0] : '')
  return composeIssue({ ...sought, candidates, frequency, max, quiet, web })
}

/** The mail of an issue. `occasion` makes its Message-ID: the local date, but for mails beside the ledger. */
export function mailOf(issue: Issue, addressee: Addressee, occasion: string, freshness: string, now: Date): Mail {
  const { subscriberId, email, preferences } = addressee
  const { SITE_URL: siteUrl, MAIL_FROM } = env()
  const reader = subscriberId && { preferences, manageUrl: manageUrl(subscriberId), leaveUrl: leaveUrl(subscriberId) }
  return {
    ...renderDigest({ issue, siteUrl, reader: reader || null, freshness }),
    from: headerText(MAIL_FROM),
    to: headerText(email),
    date: now,
    messageId: headerText(messageIdOf(subscriberId ?? email, occasion)),
  }
}

/** The same for a dry run. */
export function previewOf(composed: Composed, { email, localDate }: Addressee): Preview {
  if (composed.kind === 'nothing') return { email, localDate, papers: [], nothing: composed.why }
  const papers = composed.papers.map(paper => ({ id: paper.id, title: paper.title, why: describeWhy(paper) }))
  return { email, localDate, papers, nothing: null }
}
