import { answered, answerJson, refuseMethod } from '#app/answer'
import type { TopicsAnswer } from '#lib/domain/feed/answers'
import { TOPICS } from '#lib/domain/topics/taxonomy'
import { env } from '#lib/env'
import { countTopics } from '#lib/store/topics'

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT }

export const GET = answered(async (request: Request) => {
  const counts = await countTopics()
  const answer: TopicsAnswer = {
    topics: TOPICS.map(topic => ({
      ...topic,
      count: counts.get(topic.slug) ?? 0,
      url: `${env().SITE_URL}/topics/${topic.slug}`,
    })),
  }
  return answerJson(request, answer)
})
