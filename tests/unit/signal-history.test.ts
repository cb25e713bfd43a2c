import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeHistory, drawHistory, type SignalHistory, spanOf } from '#lib/domain/rank/signal-history'

const day = (number: number) => new Date(Date.UTC(2026, 10, number))
const series = (...values: [number, number][]): SignalHistory => ({
  signal: 'upvotes',
  points: values.map(([on, value]) => ({ at: day(on), value })),
})
const BOX = { width: 100, height: 20, margin: 2, from: day(1), until: day(11) }

describe('the picture of a signal', () => {
  test('runs from the lowest value at the bottom to the highest at the top, as time goes', () => {
    const { line, end } = drawHistory(series([1, 3], [6, 23], [11, 43]), BOX)
    expect(line).toBe('2,18 50,10 98,2')
    expect(end).toEqual({ x: 98, y: 2 })
  })

  test('of a signal that came later begins later', () =>
    expect(drawHistory(series([6, 0], [11, 1]), BOX).line).toBe('50,18 98,2'))

  test('of one reading is a mark and no line', () =>
    expect(drawHistory(series([1, 7]), BOX)).toEqual({ line: '', end: { x: 2, y: 18 } }))

  test('does not make a mountain of one in nine thousand', () => {
    const [first, last] = drawHistory(series([1, 9000], [11, 9001]), BOX).line.split(' ')
    expect(Number(first!.split(',')[1]) - Number(last!.split(',')[1])).toBeLessThan(0.2)
  })

  test('never leaves its box', () => {
    const points = fc.array(fc.record({ at: fc.date({ noInvalidDate: true }), value: fc.nat({ max: 2 ** 31 - 1 }) }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(points, given => {
        const one: SignalHistory = {
          signal: 'githubStars',
          points: given.sort((a, b) => a.at.getTime() - b.at.getTime()),
        }
        const { line, end } = drawHistory(one, { ...BOX, ...spanOf([one])! })
        const drawn = line
          .split(' ')
          .filter(Boolean)
          .map(pair => pair.split(',').map(Number))
        for (const [x, y] of [...drawn, [end.x, end.y]]) {
          expect(x).toBeGreaterThanOrEqual(2)
          expect(x).toBeLessThanOrEqual(98)
          expect(y).toBeGreaterThanOrEqual(2)
          expect(y).toBeLessThanOrEqual(18)
        }
      }),
    )
  })
})

test('what the picture shows is said in words', () => {
  expect(describeHistory(series([1, 3], [6, 1234]))).toBe('Upvotes: from 3 on 1 Nov 2026 to 1,234 on 6 Nov 2026')
  expect(describeHistory(series([1, 3], [3, 50], [6, 44]))).toBe(
    'Upvotes: from 3 on 1 Nov 2026 to 44 on 6 Nov 2026, at most 50',
  )
  expect(describeHistory({ signal: 'points', points: [{ at: day(2), value: 7 }] })).toBe(
    'Hacker News points: 7 on 2 Nov 2026, seen once',
  )
})

test('several series share the span from the first reading of all to the last', () => {
  expect(spanOf([series([3, 1], [5, 2]), series([4, 1], [9, 2])])).toEqual({ from: day(3), until: day(9) })
  expect(spanOf([])).toBeNull()
})
