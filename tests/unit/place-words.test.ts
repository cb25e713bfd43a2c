import { describe, expect, test } from 'vitest'
import { describePlace, type PlaceFacts } from '#lib/domain/rank/place-words'

const GAINED: PlaceFacts['because'] = [{ signal: 'upvotes', value: 41, share: 1 }]
const RECENT: PlaceFacts['because'] = [{ signal: 'recency', value: 2, share: 1 }]
const say = (over: Partial<PlaceFacts>) => describePlace({ because: GAINED, movement: null, day: null, ...over }, 'day')

describe('a place in a few words', () => {
  test.each<[string, Partial<PlaceFacts>]>([
    ['+41 upvotes in 24 h', {}],
    ['+41 upvotes in 24 h · 3rd day', { day: 3 }],
    ['+41 upvotes in 24 h · 2nd day · up 3', { day: 2, movement: { kind: 'up', by: 3 } }],
    ['+41 upvotes in 24 h · down 1,200', { movement: { kind: 'down', by: 1200 } }],
    ['+41 upvotes in 24 h · 1st day', { day: 1, movement: { kind: 'same' } }],
    ['+41 upvotes in 24 h · new', { day: 1, movement: { kind: 'new' } }],
    ['+41 upvotes in 24 h · 5th day · new', { day: 5, movement: { kind: 'new' } }],
    ['new', { because: RECENT, movement: { kind: 'new' } }],
    ['', { because: RECENT, movement: { kind: 'down', by: 20 }, day: 4 }],
    ['', { because: [] }],
  ])('%s', (words, facts) => expect(say(facts)).toBe(words))

  test('of all time is what a paper has, not what it gained', () =>
    expect(describePlace({ because: GAINED, movement: null, day: 3 }, 'all')).toBe('41 upvotes in all · 3rd day'))

  test('days are counted as people count them', () => {
    const day = (day: number) => say({ day }).split(' · ')[1]
    expect([1, 2, 3, 4, 10, 11, 12, 13, 14, 21, 22, 23, 111].map(day)).toEqual([
      ...['1st day', '2nd day', '3rd day', '4th day', '10th day', '11th day', '12th day', '13th day', '14th day'],
      ...['21st day', '22nd day', '23rd day', '111th day'],
    ])
  })
})
