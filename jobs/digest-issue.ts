import { renderDigest } from '#emails/digest'
import { type Memo, noMemo } from '#emails/piece'
import { type Composed, composeIssue } from '#lib/domain/digest/compose'
import { issuePath } from '#lib/domain/digest/issue-path'
import { ISSUE_SIZE, windowSince } from '#lib/domain/digest/issue-span'
import { describeWhy } from '#lib/domain/digest/why'
import { headerText, type Mail } from '#lib/domain/mail/mail'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { env } from '#lib/env'
import type { CandidateQuery } from '#lib/store/digest-candidates'
import type { IssueContext } from '#lib/store/issue-context'
import { type IssueSources, oneByOne } from './digest-pool.ts'
import type { Preview } from './digest-report.ts'
import { leaveUrl, manageUrl, messageIdOf } from './links.ts'

/** For whom and when. Without a subscriber the issue is a sample for somebody who is not subscribed. */
export type Addressee = { subscriberId: string | null; email: string; preferences: Preferences; localDate: string }

type Issue = Extract<Composed, { kind: 'issue' }>

/** Which papers could be in the issue of a reader. */
export function candidateQueryOf(addressee: Omit<Addressee, 'email'>, { last }: IssueContext): CandidateQuery {
  const { subscriberId, preferences, localDate } = addressee
  const { topics, searches, excluded, frequency } = preferences
  const limit = preferences.count ?? ISSUE_SIZE[frequency]
  const window = windowSince(frequency, last, localDate)
  return { window, topics, searches, excluded, subscriberId, localDate, limit }
}

/** Finds and composes what a reader gets on a date, or says why nothing. With a `memo`, readers who get the same share one issue. */
export async function composeFor(
  addressee: Addressee,
  sources: IssueSources = oneByOne,
  memo: Memo = noMemo,
): Promise<Composed> {
  const { subscriberId, preferences, localDate } = addressee
  const { topics, searches, frequency, quiet } = preferences
  const context = await sources.context(subscriberId, localDate)
  const query = candidateQueryOf(addressee, context)
  const candidates = await sources.find(query)
  // The page of one topic for whoever follows that one alone.
  const web = context.webDate && issuePath(context.webDate, topics.length === 1 && !searches.length ? topics[0] : '')
  const { subscriberId: _, ...asked } = query
  const key = JSON.stringify([asked, frequency, quiet, web, candidates.map(paper => paper.pk)])
  return memo(`issue ${key}`, () => composeIssue({ ...query, candidates, frequency, max: query.limit, quiet, web }))
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
