import { describe, expect, it } from 'vitest'
import { sayDuration, sumProgress } from '#jobs/ingest-progress'
import { newReport } from '#jobs/visit-report'

describe('how far an ingest is', () => {
  const visit = (requests: number, gapMs: number, done?: { steps: number; ofSteps: number }) => ({
    report: { ...newReport('x'), requests, papers: { added: requests, changed: 1, unchanged: 1 } },
    gapMs,
    done,
  })

  it('adds up what all visits did', () => {
    const sums = sumProgress([visit(3, 3000), visit(4, 1000, { steps: 1, ofSteps: 10 })], 5000)
    expect(sums).toMatchObject({ papers: 11, requests: 7, steps: 1, ofSteps: 10 })
  })

  it('says how long the slowest will take: at the pace so far, never less than politeness takes', () => {
    const left = (elapsedMs: number) =>
      sumProgress([visit(1, 3000, { steps: 2, ofSteps: 22 }), visit(9, 1000, { steps: 9, ofSteps: 10 })], elapsedMs)
        .left
    expect(left(100)).toBe('1 min left')
    expect(left(60_000)).toBe('10 min left')
  })

  it('says nothing of what cannot be known, or is over', () => {
    expect(sumProgress([visit(1, 3000)], 5000).left).toBe('')
    expect(sumProgress([visit(1, 3000, { steps: 7, ofSteps: 7 })], 5000).left).toBe('')
  })

  it.each([
    [0, '0 s'],
    [59_001, '1 min'],
    [3_600_000, '1 h 0 min'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms are %s', (ms, says) => {
    expect(sayDuration(ms)).toBe(says)
  })
})
