import { renderDigest } from '#emails/digest'
import { composeIssue } from '#lib/domain/digest/compose'
import { issuePath } from '#lib/domain/digest/issue-path'
import { ISSUE_SIZE, windowSince } from '#lib/domain/digest/issue-span'
import { localDateOf } from '#lib/domain/schedule/zone'
import { describeFollowed } from '#lib/domain/subscription/describe'
import type { Preferences } from '#lib/domain/subscription/preferences'
import type { Preview } from '#lib/domain/subscription/preview'
import { env } from '#lib/env'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findFreshness } from '#lib/store/freshness'
import { findIssueContext } from '#lib/store/issue-context'

/** The first mail of somebody who chose this, as if it were sent now: found, composed and rendered as every mail is. */
export async function composePreview(preferences: Preferences, now: Date): Promise<Preview> {
  const { topics, searches, excluded, frequency, zone, quiet } = preferences
  const localDate = localDateOf(now, zone)
  const window = windowSince(frequency, null, localDate)
  const max = preferences.count ?? ISSUE_SIZE[frequency]
  const sought = { window, topics, searches, excluded, subscriberId: null, localDate, limit: max }
  const candidates = await findDigestCandidates(sought)
  const { webDate } = await findIssueContext(null, localDate)
  const issue = composeIssue({ ...sought, candidates, frequency, max, quiet, web: webDate && issuePath(webDate) })
  const followed = describeFollowed(preferences)
  if (issue.kind === 'nothing') return { subject: '', html: null, note: `No mail now: nothing is here ${followed}.` }
  const { SITE_URL: siteUrl } = env()
  // The links of a subscription lead here as long as there is none.
  const reader = { preferences, manageUrl: `${siteUrl}/subscribe`, leaveUrl: `${siteUrl}/subscribe` }
  const { freshness } = await findFreshness(now)
  const { subject, html } = renderDigest({ issue, siteUrl, reader, freshness })
  const count = issue.papers.length
  const note = count
    ? `${count} ${count === 1 ? 'paper' : 'papers'} now ${followed}.`
    : `A short mail now: nothing is here ${followed}.`
  return { subject, html, note }
}
