import { answered, answerJson } from '#app/answer'
import { readChannel } from '#app/channel'
import { jsonFeed } from '#lib/domain/feed/json-feed'

export const GET = answered(async (request: Request) => {
  return answerJson(request, jsonFeed(await readChannel(request, '/feed.json')), 'application/feed+json')
})
