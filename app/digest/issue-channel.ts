import type { IssueChannel } from '#lib/domain/feed/issue-feed'
import { isTopic } from '#lib/domain/topics/taxonomy'
import { env } from '#lib/env'
import { findNewestIssues } from '#lib/store/issues'

const SHOWN = 30

/** The issues that the parameters of a feed ask for; null where `topic` names none. */
export async function readIssueChannel(request: Request, path: string): Promise<IssueChannel | null> {
  const topic = new URL(request.url).searchParams.get('topic') ?? ''
  if (topic && !isTopic(topic)) return null
  const site = env().SITE_URL
  const self = `${site}${path}${topic && `?topic=${topic}`}`
  return { site, topic, self, issues: await findNewestIssues(topic, SHOWN) }
}
