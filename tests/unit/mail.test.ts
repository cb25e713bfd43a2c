import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pauseAfterOutage } from '#lib/domain/mail/pauses'

describe('the pause after an outage', () => {
  it('is a quarter of the wait, 15 s to 15 min', () => {
    expect([-1e9, 0, 100_000, 1e9].map(pauseAfterOutage)).toEqual([15_000, 15_000, 25_000, 900_000])
  })
  it('is whole milliseconds, as times are kept', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_600_000 }), waited => Number.isInteger(pauseAfterOutage(waited))))
  })
})
