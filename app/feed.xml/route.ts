import { answered, answerText } from '#app/answer'
import { readChannel } from '#app/channel'
import { renderRss } from '#lib/domain/feed/rss'

export const GET = answered(async (request: Request) => {
  const channel = await readChannel(request, '/feed.xml')
  return answerText(request, 'application/rss+xml; charset=utf-8', renderRss(channel))
})
