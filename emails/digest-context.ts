import type { Composed } from '#lib/domain/digest/compose'
import type { Preferences } from '#lib/domain/subscription/preferences'

export type Issue = Extract<Composed, { kind: 'issue' }>

/** For whom an issue is rendered. `reader` is null for a sample, which goes to somebody who is not subscribed. URLs are absolute. */
export type DigestContext = {
  issue: Issue
  siteUrl: string
  reader: { preferences: Preferences; manageUrl: string; leaveUrl: string } | null
  /** How fresh the sources are, as one sentence; '' leaves the line out. */
  freshness: string
}
