import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeXml } from '#lib/domain/feed/xml'
import { cleanText } from '#lib/domain/paper/clean-text'
import { child, childrenOf, parseXml, textOf, type XmlElement } from '#lib/sources/xml'
import { anyText } from '#tests/support/any-text'

const rootOf = (text: string): XmlElement => {
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(parsed.why)
  return parsed.root
}

describe('a document', () => {
  test('becomes a tree of names without prefix, attributes and text', () => {
    const root = rootOf(
      '\ufeff<?xml version="1.0"?>\n<!-- a -->\n<f xmlns:x="u"><x:a b="1&amp;2">c<![CDATA[<d>]]></x:a><a> e </a></f>',
    )
    expect(childrenOf(root, 'a').map(({ text }) => text)).toEqual(['c<d>', ' e '])
    expect(child(root, 'a')!.attributes).toEqual({ b: '1&2' })
    expect([textOf(root, 'a'), textOf(root, 'z'), textOf(child(root, 'z'), 'a')]).toEqual(['c<d>', null, null])
  })

  test.each([
    ['<a>R\u0001D</a>', 'RD'],
    ['<a>R&#1;D&#xB;E&#xFFFE;F&#xD800;G&#99999999;H</a>', 'RDEFGH'],
    ['<a>b\fc</a>', 'b c'],
    ['<a>half \ud800 way</a>', 'half  way'],
    ['<a>&#x1F916;&#129302;&lt;&#9;</a>', '🤖🤖<\t'],
  ])('%j holds what XML can hold of it', (text, content) => expect(rootOf(text).text).toBe(content))

  test.each([
    ['', 'is empty'],
    [' \n\ufeff', 'is empty'],
    ['Rate exceeded.', 'is no XML ("Rate exceeded.")'],
    ['\u001b[31m{"error": 1}', 'is no XML ("[31m{"error": 1}")'],
    ['<!DOCTYPE html>\n<html><head><title>\n503 Backend</title>', 'is a page of HTML ("503 Backend")'],
    ['<HTML>', 'is a page of HTML'],
    ['<a><b></a>', 'is not well-formed XML (1:10: unexpected close tag.)'],
    ['<a>', 'is not well-formed XML (1:3: unclosed tag: a)'],
    ['<a>&nbsp;</a>', 'is not well-formed XML (1:9: undefined entity.)'],
    ['<!DOCTYPE a><a/>', 'is not well-formed XML (it has a DOCTYPE)'],
    ['<a b="1" b="2"/>', 'is not well-formed XML (1:16: duplicate attribute: b.)'],
    ['<a/><b/>', 'is not well-formed XML (1:7: documents may contain only one root.)'],
    [`${'<a>'.repeat(40)}`, 'is not well-formed XML (it is more than 32 elements deep)'],
  ])('%j: it %s', (text, why) => expect(parseXml(text)).toEqual({ ok: false, why }))

  test('of any text, escaped, gives the text back, clean once cleaned', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), text => {
        const back = rootOf(`<a>${escapeXml(text)}</a>`).text
        expect(cleanText(back)).toBe(cleanText(text.replace(/[\v\f\ufffe\uffff]/g, '')))
        expect(cleanText(back).isWellFormed()).toBe(true)
      }),
    )
  })

  test('of any characters at all is read or refused in words', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<a>',
      '</a>',
      '<!',
      '<![CDATA[',
      ']]>',
      '&',
      '&#',
      ';',
      '="',
      '<?xml',
      '?>',
      '<!DOCTYPE',
      '[',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, anyText, fc.string({ unit: 'binary' })), { maxLength: 40 }), parts => {
        const parsed = parseXml(parts.join(''))
        expect(parsed.ok ? typeof parsed.root.name : parsed.why).toMatch(/\w/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a bomb', () => {
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  test.each([
    ['of entities', `<!DOCTYPE l [<!ENTITY l0 "lol">${lol}]><l>&l9;</l>`],
    ['of one large entity', `<!DOCTYPE l [<!ENTITY a "${'a'.repeat(100_000)}">]><l>${'&a;'.repeat(100_000)}</l>`],
    ['of a file', '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'],
    ['of parameters', '<!DOCTYPE l [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;]><l/>'],
  ])('%s is not lit', (_, text) => {
    const began = performance.now()
    expect(parseXml(text)).toEqual({ ok: false, why: 'is not well-formed XML (it has a DOCTYPE)' })
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test.each<[string, (size: number) => string]>([
    ['references', size => `<a>${'&amp;'.repeat(size)}</a>`],
    ['references by number', size => `<a>${'&#38;'.repeat(size)}</a>`],
    ['references without end', size => `<a>${'&#1'.repeat(size)}</a>`],
    ['attributes', size => `<a ${Array.from({ length: size / 20 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['children', size => `<a>${'<b/>'.repeat(size)}</a>`],
    ['depth', size => '<a>'.repeat(size)],
    ['opening', size => '<'.repeat(size)],
    ['a comment', size => `<a><!--${'- '.repeat(size)}`],
    ['a DOCTYPE', size => `<!DOCTYPE a [${'<!ENTITY x "'.repeat(size / 10)}`],
    ['brackets', size => `<a><![CDATA[${']'.repeat(size)}`],
    ['a name', size => `<${'a'.repeat(size)}/>`],
    ['blanks', size => `${' '.repeat(size)}x`],
    ['HTML', size => `<html>${'<title>'.repeat(size)}`],
  ])('of %s takes no longer than its size', (_, make) => {
    const millisecondsOf = (size: number) => {
      const text = make(size)
      const began = performance.now()
      parseXml(text)
      return performance.now() - began
    }
    millisecondsOf(10_000)
    const small = Math.min(millisecondsOf(50_000), millisecondsOf(50_000))
    // Eight times the text: quadratic would be 64 times as long. Machines are noisy.
    expect(millisecondsOf(400_000)).toBeLessThan(small * 32 + 300)
  })
})

test('a document of very many small parts is refused before it fills the memory', () => {
  const why = 'is not well-formed XML (it has more than 500,000 elements and attributes)'
  expect(parseXml(`<a>${'<b/>'.repeat(600_000)}</a>`)).toEqual({ ok: false, why })
  const attributes = Array.from({ length: 600_000 }, (_, i) => `a${i}="1"`).join(' ')
  expect(parseXml(`<a ${attributes}/>`)).toEqual({ ok: false, why })
  expect(parseXml(`<a>${'<b/>'.repeat(400_000)}</a>`).ok).toBe(true)
})
