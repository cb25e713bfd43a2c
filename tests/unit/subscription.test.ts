import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddress } from '#lib/domain/subscription/address'
import { describeFollowed, describeSchedule, describeTopics } from '#lib/domain/subscription/describe'
import { DEFAULT_PREFERENCES, parsePreferences } from '#lib/domain/subscription/preferences'
import { parseSearches } from '#lib/domain/subscription/searches'
import { parseSubscription } from '#lib/domain/subscription/subscribe-form'
import { anyText } from '../support/any-text.ts'

describe('parseAddress', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    ['  Ada.L+papers@Example.ORG ', 'Ada.L+papers@example.org'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ["o'hara@sub.example.co.uk", "o'hara@sub.example.co.uk"],
    ['ada@localhost', 'ada@localhost'],
  ])('takes %s', (typed, address) => {
    expect(parseAddress(typed)).toEqual({ ok: true, address })
  })
  it.each([
    ['', /enter your e-mail/],
    ['ada', /missing an @/],
    ['ada@bob@example.org', /more than one @/],
    ['@example.org', /before the @/],
    ['ada@', /after the @/],
    ['ada lovelace@example.org', /no spaces/],
    ['ada@example.org\r\nBcc: bob@example.org', /no spaces/],
    ['ada@example.org\0', /invisible/],
    ['ada\u202e@example.org', /invisible/],
    ['.ada@example.org', /dot in a place/],
    ['äda@example.org', /before the @/],
    ['"ada"@example.org', /before the @/],
    ['ada@example', /not a domain/],
    ['ada@127.0.0.1', /not a domain/],
    ['ada@[127.0.0.1]', /not a domain/],
    ['ada@example.org:25', /not a domain/],
    ['ada@-example.org', /not a domain/],
    ['ada@exa_mple.org', /not a domain/],
    [`${'a'.repeat(65)}@example.org`, /64 characters/],
    [`ada@${`${'a'.repeat(60)}.`.repeat(5)}org`, /domain|254/],
  ])('says what is wrong with %j', (typed, message) => {
    const parsed = parseAddress(typed)
    expect(parsed.ok ? '' : parsed.message).toMatch(message)
  })
  it('answers any text, and what it takes can stand in an envelope', () => {
    fc.assert(
      fc.property(anyText, fc.string(), (local, domain) => {
        const parsed = parseAddress(`${local}@${domain}`)
        if (parsed.ok) expect(parsed.address).toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/)
      }),
    )
  })
})

describe('parseSubscription', () => {
  const form = {
    email: 'ada@example.org',
    topics: ['video', 'code', 'video'],
    hour: '18',
    zone: 'Asia/Tokyo',
    frequency: 'weekly',
    weekday: '5',
    searches: '"Masked Image  Modeling" -medical\r\n\r\ncat:cs.cv swin\n cat:cs.CV swin ',
    excluded: ['medical', '', 'medical'],
    count: '5',
    quiet: 'note',
    pausedUntil: '2026-12-24',
  }
  it('reads a full form', () => {
    expect(parseSubscription(form)).toEqual({
      ok: true,
      value: {
        email: 'ada@example.org',
        topics: ['video', 'code'],
        hour: 18,
        zone: 'Asia/Tokyo',
        frequency: 'weekly',
        weekday: 5,
        searches: ['"masked image modeling" -medical', 'swin cat:cs.CV'],
        excluded: ['medical'],
        count: 5,
        quiet: 'note',
        pausedUntil: '2026-12-24',
        trapped: false,
      },
    })
  })
  it('takes defaults for what is absent', () => {
    expect(parseSubscription({ email: 'ada@example.org', topics: 'code' })).toMatchObject({
      ok: true,
      value: { ...DEFAULT_PREFERENCES, topics: ['code'] },
    })
  })
  it('names everything that is wrong and gives back what was typed', () => {
    const wrong = {
      email: 'ada',
      topics: ['video', 'cooking'],
      hour: '24',
      zone: 'Mars/Olympus',
      frequency: 'hourly',
      weekday: '8',
      searches: '-medical',
      excluded: ['gossip'],
      count: '31',
      quiet: 'loud',
      pausedUntil: '2026-02-30',
    }
    const parsed = parseSubscription(wrong)
    if (parsed.ok) throw new Error('it was taken')
    expect(Object.fromEntries(parsed.errors.map(({ field, message }) => [field, message]))).toEqual({
      email: expect.stringContaining('missing an @'),
      topics: 'There is no topic “cooking”.',
      hour: 'Please choose an hour from 0 to 23.',
      zone: expect.stringContaining('“Mars/Olympus”'),
      frequency: 'Please choose daily, weekdays or weekly.',
      weekday: 'Please choose a day of the week.',
      searches: '“-medical” says only what to leave out, not what to look for.',
      excluded: 'There is no topic “gossip”.',
      count: 'Please choose a number of papers from 1 to 30.',
      quiet: 'Please choose what a quiet day brings.',
      pausedUntil: 'There is no such date.',
    })
    expect(parsed.typed).toEqual(wrong)
  })
  it('does not take a topic that is both followed and left out', () => {
    const parsed = parseSubscription({ ...form, excluded: 'video' })
    expect(parsed.ok ? [] : parsed.errors).toEqual([
      { field: 'excluded', message: 'Video Understanding & Generation cannot be both followed and left out.' },
    ])
  })
  it('lets a machine that fills the hidden field believe that all went well', () => {
    expect(parseSubscription({ ...form, website: 'https://spam.example' })).toMatchObject({
      ok: true,
      value: { trapped: true },
    })
  })
  it('asks for an address when there is none', () => {
    const parsed = parseSubscription({})
    expect(parsed.ok ? [] : parsed.errors).toEqual([{ field: 'email', message: 'Please enter your e-mail address.' }])
  })
})

describe('parseSearches', () => {
  it.each([
    ['mamba before:never', '“mamba before:never” holds “before:never”: a date looks like 2024, 2024-06 or 2024-06-30.'],
    ['topic:astrology', '“topic:astrology” holds “topic:astrology”: there is no such topic; /topics lists all.'],
    ['-mamba -topic:video', '“-mamba -topic:video” says only what to leave out, not what to look for.'],
    [`mamba ${'x'.repeat(200)}`, /^“mamba x+…” is longer than 200 characters\.$/],
    [Array.from({ length: 11 }, (_, i) => `mamba${i}`).join('\n'), 'Please keep to 10 searches.'],
  ])('refuses %j and says why', (text, message) => {
    const parsed = parseSearches(text)
    expect(parsed.ok ? '' : parsed.message).toMatch(message)
  })
  it('answers any text, and reads what it made as the same', () => {
    fc.assert(
      fc.property(anyText, text => {
        const parsed = parseSearches(text)
        if (parsed.ok) expect(parseSearches(parsed.searches.join('\n'))).toEqual(parsed)
      }),
    )
  })
})

describe('what was chosen, in words', () => {
  it('says what is followed, found and left out', () => {
    const none = { topics: [], searches: [], excluded: [] }
    expect(describeFollowed(none)).toBe('in all topics')
    expect(describeFollowed({ ...none, searches: ['mamba -vision'] })).toBe('matching “mamba -vision”')
    expect(describeFollowed({ topics: ['code'], searches: ['mamba', 'swin'], excluded: ['medical'] }, 'about')).toBe(
      'about Code, or matching “mamba” or “swin”, without Medicine & Health',
    )
  })
  it('says when and what', () => {
    const preferences = parsePreferences({ hour: '7', zone: 'America/New_York', frequency: 'weekly', weekday: '1' })
    expect(preferences.ok && describeSchedule(preferences.value)).toBe('every Monday at 07:00 (America/New York)')
    expect(describeTopics([])).toBe('all topics')
    expect(describeTopics(['code', 'pose-estimation'])).toBe('Code and Pose Estimation')
    expect(describeTopics(['code', 'video', 'gan', 'kan'])).toBe(
      'Code, Video Understanding & Generation and 2 more topics',
    )
  })
})
