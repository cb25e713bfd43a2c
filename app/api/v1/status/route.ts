import { answered, answerJson } from '#app/answer'
import { now } from '#lib/clock'
import type { StatusAnswer } from '#lib/domain/feed/answers'
import { describeFreshness, findStatus } from '#lib/store/status'

export const GET = answered(async (request: Request) => {
  const status = await findStatus(now())
  const answer: StatusAnswer = {
    papers: status.papers,
    rankedAt: iso(status.rankedAt),
    freshness: describeFreshness(status),
    sources: status.sources.map(({ name, state, says, lastSuccessAt, lastError }) => ({
      name,
      state,
      says,
      lastSuccessAt: iso(lastSuccessAt),
      lastError,
    })),
    jobs: status.jobs.map(({ name, lastStartedAt, lastOk, lastSummary }) => ({
      name,
      lastStartedAt: iso(lastStartedAt),
      lastOk,
      lastSummary,
    })),
    deliveries: status.deliveries,
    oldestWaiting: iso(status.oldestWaiting),
    workerSeenAt: iso(status.workerSeenAt),
  }
  return answerJson(request, answer)
})

const iso = (date: Date | null) => date?.toISOString() ?? null
