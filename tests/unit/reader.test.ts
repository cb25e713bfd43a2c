import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardRules } from '#lib/domain/reader/card-rules'
import { describeImport, exportKept, importKept } from '#lib/domain/reader/import-kept'
import {
  forgetPaper,
  isSaved,
  type Kept,
  MOST,
  markSeen,
  markUnseen,
  muteTopic,
  NOTHING,
  savePaper,
  unmuteTopic,
  withSettings,
} from '#lib/domain/reader/kept'
import { type Pressed, readKey } from '#lib/domain/reader/keys'
import { placeIn, readList } from '#lib/domain/reader/list'
import { describeHidden } from '#lib/domain/reader/list-counts'
import { readKept, writeKept } from '#lib/domain/reader/read-kept'
import { savable } from '#lib/domain/reader/savable'
import { continueVisit, describeNew, PAUSE_MS, readVisit } from '#lib/domain/reader/visit'

const NOW = new Date('2026-11-26T09:00:00Z')
const MINUTE = 60_000

const id = fc.oneof(
  fc.stringMatching(/^\d{4}\.\d{5}$/),
  fc.stringMatching(/^[a-z-]{2,8}\/\d{7}$/).filter(text => !text.startsWith('-')),
  fc.stringMatching(/^t-[a-z0-9]{1,20}$/),
)
const paper = fc.record({
  id,
  title: fc.constantFrom('Attention Is All You Need', 'BERT', '<img src=x onerror=alert(1)>', '注意'),
  authors: fc.constantFrom('', 'A. Vaswani, N. Shazeer and 6 more'),
  published: fc.constantFrom(null, '2017', '2017-06', '2017-06-12', '2017-06-12T17:57:34Z'),
})
const topic = fc.record({
  slug: fc.stringMatching(/^[a-z][a-z-]{0,20}$/),
  name: fc.constantFrom('GANs', 'Video & more'),
})
const change: fc.Arbitrary<(kept: Kept) => Kept> = fc.oneof(
  paper.map(one => (kept: Kept) => savePaper(kept, one, NOW)),
  id.map(one => (kept: Kept) => forgetPaper(kept, one)),
  id.map(one => (kept: Kept) => markSeen(kept, one, NOW)),
  id.map(one => (kept: Kept) => markUnseen(kept, one)),
  topic.map(one => (kept: Kept) => muteTopic(kept, one)),
  topic.map(one => (kept: Kept) => unmuteTopic(kept, one.slug)),
  fc.record({ hidesSeen: fc.boolean(), hasKeys: fc.boolean() }).map(one => (kept: Kept) => withSettings(kept, one)),
)
const kept = fc.array(change, { maxLength: 40 }).map(changes => changes.reduce((so, one) => one(so), NOTHING))

describe('what is kept', () => {
  it('is read again as it was written, whatever was done to it', () => {
    fc.assert(
      fc.property(kept, one => {
        expect(readKept(writeKept(one))).toEqual({ kept: one, isWhole: true })
      }),
    )
  })

  it('is read out of any text, and only of what it should be made of', () => {
    const part = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.oneof(fc.jsonValue(), paper, topic, fc.record({ id, at: fc.string() }))),
    )
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ version: fc.constantFrom(1, 2), saved: part, seen: part, muted: part, settings: part })
        .map(one => JSON.stringify(one)),
    )
    fc.assert(
      fc.property(text, one => {
        const read = readKept(one).kept
        expect(readKept(writeKept(read))).toEqual({ kept: read, isWhole: true })
      }),
    )
  })

  it('has bounds: the oldest marks go, what was saved stays', () => {
    let full: Kept = {
      ...NOTHING,
      seen: Array.from({ length: MOST.seen }, (_, i) => ({ id: `t-${i}`, at: '2026-01-01T00:00:00Z' })),
    }
    full = markSeen(full, 'bert', NOW)
    expect(full.seen).toHaveLength(MOST.seen)
    expect(full.seen[0]!.id).toBe('t-1')
    expect(full.seen.at(-1)!.id).toBe('bert')
    const saved = { title: 'T', authors: '', published: null, savedAt: '2026-01-01T00:00:00Z' }
    full = { ...full, saved: Array.from({ length: MOST.saved }, (_, i) => ({ ...saved, id: `t-${i}` })) }
    expect(savePaper(full, { ...saved, id: 'bert' }, NOW)).toBe(full)
    // The whole of it is far below the 5 MB of a browser, which counts two bytes a character.
    expect(
      writeKept({
        ...full,
        saved: full.saved.map(one => ({ ...one, title: 'T'.repeat(150), authors: 'A'.repeat(100) })),
      }).length * 2,
    ).toBeLessThan(3_000_000)
  })

  it('of a paper is a title without TeX: no browser reads it', () => {
    const one = { id: 'bert', title: 'Attention in $O(n^2)$', authors: ['Ada'], published: null }
    expect(savable(one).title).toBe('Attention in O(n²)')
  })

  it('of a later version is not taken for ours', () => {
    expect(readKept('{"version":2,"saved":[]}')).toEqual({ kept: NOTHING, isWhole: false })
  })
})

describe('a file', () => {
  it('brings everything back, and a second time nothing', () => {
    fc.assert(
      fc.property(kept, one => {
        const first = importKept(exportKept(one, NOW), NOTHING)
        expect(first).toMatchObject({ kind: 'taken', kept: one, refused: { saved: 0, seen: 0, muted: 0 } })
        const again = importKept(exportKept(one, NOW), one)
        expect(again).toMatchObject({ kind: 'taken', kept: one, taken: { saved: 0, seen: 0, muted: 0 } })
      }),
    )
  })

  it('takes nothing away from what is there', () => {
    fc.assert(
      fc.property(kept, kept, (file, there) => {
        const imported = importKept(exportKept(file, NOW), there)
        if (imported.kind !== 'taken') throw new Error(imported.why)
        for (const one of [...there.saved, ...file.saved]) expect(isSaved(imported.kept, one.id)).toBe(true)
        expect(imported.kept.saved.slice(0, there.saved.length)).toEqual(there.saved)
      }),
    )
  })

  it.each([
    ['not JSON', 'not JSON', /^Nothing was taken. This file is not JSON/],
    ['another JSON', '{"papers":[]}', /was not exported by Attn/],
    ['a list', '[1]', /not JSON as Attn/],
    ['a later version', '{"format":"attn-reader","version":2}', /has the version 2; this site reads version 1/],
    ['no version', '{"format":"attn-reader"}', /has the version undefined/],
  ])('that is %s is refused, with why', (_, text, why) => {
    expect(describeImport(importKept(text, NOTHING))).toMatch(why)
  })

  it('tells how many seen papers found room, in the file and beside it', () => {
    const seen = (prefix: string, count: number, at: string) =>
      Array.from({ length: count }, (_, i) => ({ id: `${prefix}-${i}`, at }))
    const file = (marks: unknown) => JSON.stringify({ format: 'attn-reader', version: 1, seen: marks })
    const there = { ...NOTHING, seen: seen('t', MOST.seen - 10, '2026-06-01T00:00:00Z') }
    const older = importKept(file(seen('o', 30, '2026-01-01T00:00:00Z')), there)
    expect(describeImport(older)).toMatch(/^Taken: 10 seen papers\. Refused, .* 20 seen papers\.$/)
    const newer = importKept(file(seen('n', 30, '2026-11-01T00:00:00Z')), there)
    expect(describeImport(newer)).toBe('Taken: 30 seen papers.')
    const many = importKept(file(seen('n', MOST.seen + 7, '2026-11-01T00:00:00Z')), NOTHING)
    expect(describeImport(many)).toMatch(/^Taken: 5,000 seen papers\. Refused, .* 7 seen papers\.$/)
  })

  it('with strange entries gives the others, and says how many it refused', () => {
    const good = { id: '1706.03762', title: 'Attention', authors: '', published: null, savedAt: '2026-11-26T09:00:00Z' }
    const file = (saved: unknown) => JSON.stringify({ format: 'attn-reader', version: 1, saved })
    const strange = [
      { ...good, id: '"]{}html{display:none}' },
      { ...good, id: '//evil.example' },
      { ...good, id: 'javascript:alert(1)' + ' ' },
      { ...good, id: 'a', title: '\u200b\u202e' },
      { ...good, id: 'b', savedAt: 'yesterday' },
      null,
      7,
    ]
    const hostile = {
      ...good,
      id: 'c',
      title: ' <img src=x onerror=alert(1)>\n\u202eevil\u0000 ',
      published: 'soon',
      authors: `Z${'\u0301'.repeat(200)}algo`,
    }
    const imported = importKept(file([good, ...strange, hostile]), NOTHING)
    expect(imported).toMatchObject({
      taken: { saved: 2 },
      refused: { saved: 7 },
      kept: {
        saved: [
          good,
          {
            id: 'c',
            title: '<img src=x onerror=alert(1)> evil',
            authors: `Z${'\u0301'.repeat(6)}algo`,
            published: null,
          },
        ],
      },
    })
    expect(describeImport(imported)).toBe(
      'Taken: 2 saved papers. Refused, for they are not as they should be or there was no room: 7 saved papers.',
    )
    const full = { ...NOTHING, saved: Array.from({ length: MOST.saved }, (_, i) => ({ ...good, id: `t-${i}` })) }
    expect(importKept(file([good]), full)).toMatchObject({ kept: { saved: full.saved }, refused: { saved: 1 } })
  })
})

describe('a visit', () => {
  it('goes on until nothing is done for half an hour, and is since the one before', () => {
    const first = continueVisit(null, 1000)
    expect(first).toEqual({ since: null, last: 1000 })
    const same = continueVisit(first, 1000 + PAUSE_MS)
    expect(same.since).toBeNull()
    expect(continueVisit(same, same.last + PAUSE_MS + 1).since).toBe(same.last)
  })

  it('is not believed when it is none or from the future', () => {
    expect(readVisit({ since: null, last: 5 }, 10)).toEqual({ since: null, last: 5 })
    for (const wrong of [
      null,
      'x',
      {},
      { since: null, last: 11 },
      { since: 'x', last: 5 },
      { since: null, last: Number.NaN },
    ])
      expect(readVisit(wrong, 10)).toBeNull()
  })

  it('is told in words', () => {
    expect(describeNew(4, 0, 180 * MINUTE)).toBe('4 new since your last visit, 3 hours ago')
    expect(describeNew(0, 0, 47 * 60 * MINUTE)).toBe('Nothing new since your last visit, 2 days ago')
    expect(describeHidden({ muted: 3, seen: 0 })).toBe('3 hidden: muted topics')
    expect(describeHidden({ muted: 3, seen: 2 })).toBe('5 hidden: muted or seen')
    expect(describeHidden({ muted: 0, seen: 0 })).toBe('')
  })
})

describe('the rules that hide cards', () => {
  it('are those of muted topics, and of seen papers where the reader wants that', () => {
    const one = markSeen(muteTopic(NOTHING, { slug: 'gan', name: 'GANs' }), '1706.03762', NOW)
    expect(cardRules(one)).toBe(
      'html:not([data-shows-all]) main:has([data-mutes]) [data-topics]:is([data-topics~="gan"]){display:none}\n',
    )
    const hiding = withSettings(one, { hidesSeen: true })
    expect(cardRules(hiding)).toContain(' [data-paper]:is([data-paper="1706.03762"])')
    expect(cardRules(hiding, new Set(['1706.03762']))).toBe(cardRules(one))
    expect(cardRules(NOTHING)).toBe('')
  })
})

describe('a list', () => {
  const list = { href: '/?sort=new', name: 'Newest', papers: ['a', 'b', 'c'].map(one => ({ id: one, title: one })) }

  it('says what is before and after', () => {
    expect(placeIn(list, 'b')).toMatchObject({ before: { id: 'a' }, after: { id: 'c' }, name: 'Newest' })
    expect(placeIn(list, 'a')!.before).toBeNull()
    expect(placeIn(list, 'x')).toBeNull()
    expect(placeIn(null, 'a')).toBeNull()
  })

  it('leads nowhere else', () => {
    expect(readList(list)).toEqual(list)
    for (const href of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect(readList({ ...list, href })).toBeNull()
    fc.assert(fc.property(fc.anything(), value => void readList(value)))
  })
})

describe('a key', () => {
  const press = (key: string, more: Partial<Pressed> = {}, waitsSince: number | null = null) =>
    readKey({ key, at: 1000, ctrlKey: false, metaKey: false, altKey: false, ...more }, waitsSince)

  it('has one meaning, and after g another', () => {
    expect(press('j').command).toBe('next')
    expect(press('?').command).toBe('help')
    expect(press('g')).toEqual({ command: null, waitsSince: 1000 })
    expect(press('t', {}, 900).command).toBe('go /topics')
    expect(press('t', {}, -900).command).toBe('topics')
    expect(press('j', {}, 900).command).toBeNull()
  })

  it('with Ctrl, Meta or Alt is the browser’s, and what is no key of ours is nobody’s', () => {
    for (const chord of ['ctrlKey', 'metaKey', 'altKey']) expect(press('s', { [chord]: true }).command).toBeNull()
    for (const key of ['J', 'Enter', 'constructor', '__proto__']) {
      expect(press(key).command).toBeNull()
      expect(press(key, {}, 900).command).toBeNull()
    }
  })
})
