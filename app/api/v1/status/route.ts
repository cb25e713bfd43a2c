import { answered, answerJson, refuseMethod } from '#app/answer'
import { now } from '#lib/clock'
import type { StatusAnswer } from '#lib/domain/feed/answers'
import { findStatus } from '#lib/store/status'

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT }

export const GET = answered(async (request: Request) => {
  const status = await findStatus(now())
  const answer: StatusAnswer = {
    papers: status.papers,
    rankedAt: iso(status.rankedAt),
    freshness: status.freshness,
    sources: status.sources.map(source => ({
      name: source.name,
      about: source.about,
      state: source.state,
      pausedAt: iso(source.pausedAt),
      says: source.says,
      papers: source.papers,
      lastAttemptAt: iso(source.lastAttemptAt),
      lastSuccessAt: iso(source.lastSuccessAt),
      lastPaperAt: iso(source.lastPaperAt),
      lastError: source.lastError,
      nextExpectedAt: iso(source.nextExpectedAt),
    })),
    jobs: status.jobs.map(({ name, lastStartedAt, lastOk, lastSummary }) => ({
      name,
      lastStartedAt: iso(lastStartedAt),
      lastOk,
      lastSummary,
    })),
    deliveries: status.deliveries,
    oldestWaiting: iso(status.oldestWaiting),
    held: status.held,
    mailStop: status.mailStop && {
      ...status.mailStop,
      since: status.mailStop.since.toISOString(),
      nextAt: iso(status.mailStop.nextAt),
    },
    mailPausedAt: iso(status.mailPausedAt),
    workerSeenAt: iso(status.workerSeenAt),
  }
  return answerJson(request, answer)
})

const iso = (date: Date | null) => date?.toISOString() ?? null
