import { answerError, answered, answerJson } from '#app/answer'
import { issueJsonFeed } from '#lib/domain/feed/issue-feed'
import { readIssueChannel } from '../issue-channel.ts'

export const GET = answered(async (request: Request) => {
  const channel = await readIssueChannel(request, '/digest/feed.json')
  if (!channel) return answerError(404, 'no-such-topic', 'There is no such topic; /topics lists all.')
  return answerJson(request, issueJsonFeed(channel), 'application/feed+json')
})
