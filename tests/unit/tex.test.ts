import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTex } from '#lib/domain/tex/marked'
import { cutTex } from '#lib/domain/tex/pieces'
import { readableTex } from '#lib/domain/tex/readable-tex'
import { renderFormula } from '#lib/formula'
import { anyText } from '../support/any-text.ts'

const SIGNS = [
  '$',
  '$$',
  '\\',
  '{',
  '}',
  '^',
  '_',
  '\\frac',
  '\\alpha',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '~',
  '--',
  '\\emph{',
  '5 ',
  ' ',
  'ab',
  '%',
]
const anyTex = fc.oneof(
  anyText,
  fc.array(fc.constantFrom(...SIGNS), { maxLength: 60 }).map(parts => parts.join('')),
)
const formulasOf = (text: string) => cutTex(text).flatMap(({ formula }) => formula ?? [])

describe('cutTex', () => {
  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(anyTex, text => {
        expect(
          cutTex(text)
            .map(piece => piece.source)
            .join(''),
        ).toBe(text)
      }),
    )
  })
  it.each([
    ['the $f$-divergence of $\\ell_p$', ['f', '\\ell_p']],
    ['$$a$$ and \\(b\\) and \\[c\\]', ['a', 'b', 'c']],
    ['at $\\sim$90\\%', ['\\sim']],
    ['costs $5 million and $6 million', []],
    ['from $5,000 to $6,000, or 7$', []],
    ['$5 per page, 3$ per book', []],
    ['about US$ and CA$ alike', []],
    ['A $35 Firewall, $x$', ['x']],
    ['an escaped \\$ and \\$ are none', []],
  ])('finds the formulas of %s', (text, formulas) => {
    expect(formulasOf(text)).toEqual(formulas)
  })
  it.each([
    ['see \\url{http://a.example/~b}', 'see http://a.example/~b'],
    [
      '\\href{http://a.example}{here} or \\href{http://a.example}{a.example}',
      'here (http://a.example) or http://a.example',
    ],
    ['results~\\cite{Ho02} are {\\em very} good\\footnote{Mostly.}', 'results [Ho02] are very good (Mostly.)'],
    ['16~servers, 2~3 times', '16 servers, 2~3 times'],
    ['10$\\unicode{x2013}$20', '10–20'],
    // Unseen, half a character, a mark: whoever takes them out of a text does so for a reason.
    ...['202E', '0', 'D800', '200B', '301', '2028', '3164', 'FFFFF'].map(hex =>
      Array(2).fill(`a \\unicode{x${hex}} b`),
    ),
  ])('reads the prose of %s', (text, read) => {
    expect(readableTex(text)).toBe(read)
  })
})

describe('readTex', () => {
  const marked = (...pieces: string[]) => pieces.map((text, i) => ({ text, hit: i % 2 === 1 }))
  it('marks a formula whole when a word in it matched, and words as they were', () => {
    expect(readTex('', marked('the $\\', 'alpha', '_1$ of ', 'attention', '.'))).toEqual([
      { text: 'the ', formula: null, hit: false },
      { text: 'α₁', formula: '\\alpha_1', hit: true },
      { text: ' of ', formula: null, hit: false },
      { text: 'attention', formula: null, hit: true },
      { text: '.', formula: null, hit: false },
    ])
  })
  it('reads the same text whatever is marked', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyTex, fc.boolean()), { maxLength: 8 }), parts => {
        const pieces = parts.map(([text, hit]) => ({ text, hit }))
        const whole = pieces.map(({ text }) => text).join('')
        expect(
          readTex('', pieces)
            .map(({ text }) => text)
            .join(''),
        ).toBe(readableTex(whole))
      }),
    )
  })
})

describe('renderFormula', () => {
  it('sets letters as the characters that they are, and lets a line end after an operator', () => {
    expect(renderFormula('\\mathbb{R}')).toBe('<mi>ℝ</mi>')
    expect(renderFormula('a = b')?.match(/<mrow>/g)).toHaveLength(2)
    expect(renderFormula('4.9\\pm 4%')).toContain('%')
    expect(renderFormula('\\textcolor{white}{x}')).toBe('<mrow><mi>x</mi></mrow>')
    expect(renderFormula('\\text{<img src=x onerror=alert(1)>}')).toContain('&lt;img')
  })
  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\includegraphics{https://evil.example/x.png}',
    '\\htmlClass{evil}{x}',
    '\\ref{x}',
    '\\rule{9999em}{9999em}',
    '\\hspace{-100em}x',
    '\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\a',
    '\\unknown',
    '\\frac{1}{',
    '{'.repeat(900) + '}'.repeat(900),
    '\\sqrt'.repeat(10_000),
  ])('leaves %s as text', tex => {
    expect(renderFormula(tex)).toBeNull()
  })
  it('throws at nothing, and answers with harmless MathML only', () => {
    const words = [
      ...SIGNS,
      '\\color{red}',
      '\\style{a}',
      '\\text{<b onclick=x>}',
      '"',
      '\\begin{matrix}',
      '&',
      '\\\\',
      '\\end{matrix}',
      '\\hat',
      '\\left(',
      '\\right)',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), parts => {
        const made = renderFormula(parts.join('')) ?? ''
        expect(made.match(/<(?!\/?m[a-z]+[\s>])|<[^>]*\s(?:on\w+|style|href|src)=/g)).toBeNull()
      }),
    )
  })
  it('is quick with whatever a text may hold', () => {
    const started = performance.now()
    for (const part of ['$', '$a', '$a$', '$\\', '\\(', '\\[', '\\emph{', '\\href{', '{\\em ', '$^{$', '$a '])
      for (const { formula } of cutTex(part.repeat(20_000 / part.length))) if (formula) renderFormula(formula)
    // Long words in what is no formula.
    for (const prose of [`${'a'.repeat(10_000)}${' 1'.repeat(4990)}`, `aa${','.repeat(19_990)}`, 'aa,1'.repeat(5000)])
      expect(elapsed(() => cutTex(`$${prose}$`))).toBeLessThan(50)
    expect(cutTex('$x$'.repeat(33_000))).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(4000)
  })
})

function elapsed(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}
