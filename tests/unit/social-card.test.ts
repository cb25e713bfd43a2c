import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerCard } from '#app/cards/answer-card'
import { drawCard } from '#app/cards/draw'
import { dayFace, paperFace } from '#app/cards/face'
import { cardFonts } from '#lib/card-fonts'
import type { PublicIssue } from '#lib/domain/digest/public-issue'
import { cardText } from '#lib/domain/feed/card-text'
import type { Item } from '#lib/domain/feed/channel'

const paper = (title: string, more: Partial<Item> = {}): Item => ({
  ...{ id: '1706.03762', arxivId: '1706.03762', title, abstract: '', authors: ['Ada Lovelace', 'Émile Borel'] },
  ...{ categories: [], published: '2017-06-12', updated: null, codeUrl: null, topics: ['machine-translation'] },
  ...{ score: 0, because: [], movement: null, day: null, ...more },
})
const { canDraw } = cardFonts()

const fetched = globalThis.fetch
const refuse: typeof fetch = async (url, init) => {
  if (String(url).startsWith('data:')) return fetched(url, init)
  throw new Error('no network')
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a card', () => {
  it('says what its fonts can draw', () => {
    expect(canDraw('α'.codePointAt(0)!) && canDraw('ℝ'.codePointAt(0)!) && canDraw('Ж'.codePointAt(0)!)).toBe(true)
    expect(canDraw('漢'.codePointAt(0)!) || canDraw(0x1f600) || canDraw(0x202e) || canDraw(0)).toBe(false)
    expect(cardText('Attention 🤗 is\u202e 注意 all you need', canDraw)).toBe('Attention is all you need')
    expect(cardText('ｆｕｌｌ ﬃ Z\u0301\u0301\u0301\u0301\u0301', canDraw)).toBe('full ffi Ź')
    expect(cardText('∑ᵢ₌₁ⁿ xᵢ²', canDraw)).toBe('∑_i=1^n x_i²')
    expect(cardText('注意力机制就是你所需要的 AI', canDraw)).toBeNull()
  })
  it('of a paper has its title without TeX, and a word instead of one in another script', () => {
    expect(paperFace(paper('$O(n^2)$ or $\\mathbb{R}^d$?'), canDraw)).toEqual({
      over: 'arXiv 1706.03762',
      title: 'O(n²) or ℝᵈ?',
      lines: ['Ada Lovelace, Émile Borel'],
      foot: '12 Jun 2017 · Machine Translation',
    })
    expect(paperFace(paper('注意力机制', { authors: ['王'] }), canDraw)).toMatchObject({
      title: 'A paper whose title is in another script',
      lines: [],
    })
    expect(paperFace(paper('word '.repeat(200)), canDraw).title.length).toBeLessThan(262)
  })
  it('is drawn without a request to anybody, whatever is to be drawn', async () => {
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(refuse)
    const all = Array.from({ length: 0x1ffff }, (_, i) => i)
      .filter(canDraw)
      .map(code => String.fromCodePoint(code))
    expect(all.length).toBeGreaterThan(2000)
    // What looks like a picture of a face, and some of everything else: drawing them all takes half a minute.
    const sample = all.filter((char, i) => /\p{Emoji}/u.test(char) || i % 8 === 0)
    const title = '<img src=x> 🤗 1️⃣ ↔️ 👩‍👩‍👧 漢字 שלום \u202e\u0000\ufeff'
    const issue = { date: '2026-11-23', topic: '', papers: [paper(title)] } as unknown as PublicIssue
    const faces = [
      { over: '', title: sample.join(''), lines: [], foot: '' },
      paperFace(paper(title, { authors: [title] }), canDraw),
      dayFace(issue, canDraw),
    ]
    for (const [i, face] of faces.entries()) {
      const png = Buffer.from((await drawCard(`test ${i}`, face))!)
      expect(png.toString('latin1', 1, 4)).toBe('PNG')
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
    }
    // The layout engine is a data: address.
    expect(asked.mock.calls.map(([url]) => String(url)).filter(url => !url.startsWith('data:'))).toEqual([])
  })
  it('is not drawn for one who asks about it alone', async () => {
    const face = paperFace(paper('BERT'), canDraw)
    const about = await answerCard(new Request('https://papers.example.org/', { method: 'HEAD' }), face)
    expect([about.status, about.headers.get('content-type'), await about.text()]).toEqual([200, 'image/png', ''])
    const { headers } = await answerCard(new Request('https://papers.example.org/'), face)
    expect(headers.get('etag')).toBe(about.headers.get('etag'))
  })
  it('is not drawn for one who comes when many wait, and once for all who want the same', async () => {
    const face = paperFace(paper('Mamba'), canDraw)
    const drawn = await Promise.all(Array.from({ length: 12 }, (_, i) => drawCard(`crowd ${Math.min(i, 9)}`, face)))
    expect(drawn.filter(png => png === null).length).toBe(4)
    const [one, other] = await Promise.all([drawCard('same', face), drawCard('same', face)])
    expect(one).toBe(other)
  })
  it('leaves all others as much time as the one before it took', async () => {
    const timed = async (key: string, title: string) => {
      const begun = performance.now()
      await drawCard(key, { over: '', title, lines: [], foot: '' })
      return performance.now() - begun
    }
    const large = await timed('large', 'attention '.repeat(400))
    expect(await timed('small', 'attention')).toBeGreaterThan(large * 0.5)
  })
})
