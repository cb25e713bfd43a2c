import { answerError, answered, answerText } from '#app/answer'
import { renderIssueRss } from '#lib/domain/feed/issue-feed'
import { readIssueChannel } from '../issue-channel.ts'

export const GET = answered(async (request: Request) => {
  const channel = await readIssueChannel(request, '/digest/feed.xml')
  if (!channel) return answerError(404, 'no-such-topic', 'There is no such topic; /topics lists all.')
  return answerText(request, 'application/rss+xml; charset=utf-8', renderIssueRss(channel))
})
