import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { renderConfirm } from '#emails/confirm'
import { DIGEST_BYTES, renderDigest } from '#emails/digest'
import type { DigestContext } from '#emails/digest-context'
import { html } from '#emails/html'
import { renderManage } from '#emails/manage'
import { firstSentences, shorten, wrap } from '#emails/text'
import { type Candidate, composeIssue } from '#lib/domain/digest/compose'
import { windowSince } from '#lib/domain/digest/issue-span'
import { describeWhy } from '#lib/domain/digest/why'
import { parseEml } from '#lib/domain/mail/eml'
import { headerText, type Mail } from '#lib/domain/mail/mail'
import { DEFAULT_PREFERENCES } from '#lib/domain/subscription/preferences'
import { readableTex } from '#lib/domain/tex/readable-tex'
import { encodeMail } from '#lib/mime'
import { anyText } from '../support/any-text.ts'

const SITE = 'https://attn.example.org'
const attention: Candidate = {
  pk: 1,
  id: '1706.03762',
  arxivId: '1706.03762',
  title: 'Attention Is All You Need: $O(n^2)$',
  abstract: `${'The dominant sequence transduction models are based on complex recurrent networks. '.repeat(12)}`,
  authors: ['Ashish Vaswani', 'Noam Shazeer', 'Niki Parmar', 'Jakob Uszkoreit', 'Llion Jones'],
  published: '2017-06-12',
  codeUrl: 'https://github.com/tensorflow/tensor2tensor',
  topics: ['machine-translation', 'attention-mechanisms'],
  because: [{ signal: 'upvotes', value: 41, share: 1 }],
  movement: { kind: 'up', by: 3 },
  day: 3,
}
const paper = (changes: Partial<Candidate>): Candidate => ({ ...attention, ...changes })
const reader = { preferences: DEFAULT_PREFERENCES, manageUrl: `${SITE}/subscription/M`, leaveUrl: `${SITE}/u/L` }

function contextOf(
  candidates: Candidate[],
  changes: Partial<DigestContext> = {},
  topics: string[] = [],
): DigestContext {
  const issue = composeIssue({ candidates, topics, localDate: '2026-11-23', frequency: 'daily' })
  if (issue.kind === 'nothing') throw new Error(issue.why)
  return { issue, siteUrl: SITE, reader, freshness: 'arXiv: fresh, 2 h ago.', ...changes }
}
const toMail = (rendered: ReturnType<typeof renderDigest>): Mail => ({
  ...rendered,
  from: headerText('Attn <digest@example.org>'),
  to: headerText('ada@example.org'),
  date: new Date('2026-11-23T07:00:00Z'),
  messageId: headerText('<key@attn.example.org>'),
})

describe('html', () => {
  it('escapes every value, keeps markup it made itself', () => {
    const title = `<script>alert("x")</script> & 'y'`
    expect(
      String(
        html`<a title="${title}">${html`<b>${title}</b>`}${[html`<i>1</i>`, html`<i>2</i>`]}${null}${false}${0}</a>`,
      ),
    ).toBe(
      '<a title="&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#39;y&#39;"><b>&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#39;y&#39;</b><i>1</i><i>2</i>0</a>',
    )
  })
  it('lets no text out of its element or attribute', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(String(html`<p a="${text}">${text}</p>`).match(/[<>"]/g)).toHaveLength(6)
      }),
    )
  })
})

describe('readableTex', () => {
  it.each([
    ['Attention in $O(n^2)$ and $O(n \\log n)$', 'Attention in O(n²) and O(n log n)'],
    ['$\\alpha$-ReLU, $10^{-3}$, $x_{t-1}$', 'α-ReLU, 10⁻³, xₜ₋₁'],
    ['$\\mathbf{x} \\times \\mathbb{R}^{n\\times d}$', 'x × ℝ^(n×d)'],
    ['$\\frac{1}{2}$ of $\\sqrt{d_k}$', '1/2 of √dₖ'],
    ['$\\sim$90\\% at 2$\\times$', '∼90% at 2×'],
    ['G\\"odel, Erd\\H{o}s, \\emph{really}', 'Gödel, Erdős, really'],
    ['costs $5 and $10 a day', 'costs $5 and $10 a day'],
    ['broken $\\foo{x$ and $\\foo{x}$ stay', 'broken $\\foo{x$ and $\\foo{x}$ stay'],
    ['a lone $ stays, so does \\foo{x}', 'a lone $ stays, so does \\foo{x}'],
  ])('reads %s', (tex, text) => {
    expect(readableTex(tex)).toBe(text)
  })
  it('answers any text, and quickly', () => {
    const tex = fc.array(
      fc.constantFrom('$', '\\', '{', '}', '^', '_', '\\frac', '\\alpha', '\\(', '\\)', 'a', ' ', '"', '1'),
      { maxLength: 60 },
    )
    fc.assert(fc.property(tex, parts => typeof readableTex(parts.join('')) === 'string'))
    const started = performance.now()
    for (const hostile of ['${', '$\\', '\\(', '$a ', '$a$', '^{']) readableTex(hostile.repeat(4000))
    expect(performance.now() - started).toBeLessThan(1500)
  })
})

describe('text', () => {
  it('wraps at 76 and never breaks a URL', () => {
    const url = `https://example.org/${'x'.repeat(100)}`
    const lines = wrap(`${'word '.repeat(60)}${url} ${'字'.repeat(200)}`, '  ').split('\n')
    expect(lines.filter(line => line.length > 76)).toEqual([`  ${url}`])
  })
  it('cuts an abstract after a sentence', () => {
    const text = 'Models, e.g. BERT, are large. They cost 3.5 times more. '.repeat(20)
    expect(firstSentences(text, 500)).toMatch(/(large|more)\.$/)
    expect(firstSentences(text, 500).length).toBeLessThanOrEqual(600)
    expect(firstSentences('word '.repeat(300), 500)).toMatch(/word…$/)
    expect(shorten('Attention Is All You Need', 12)).toBe('Attention…')
  })
})

describe('headers', () => {
  it('hold one line whatever is put into them', () => {
    expect(headerText('Hello\r\nBcc: bob@example.org\0')).toBe('Hello Bcc: bob@example.org')
    fc.assert(fc.property(anyText, text => !/[\0-\x1f\x7f]/.test(headerText(text))))
  })
  it('arrive as mailer.md has them, each link on one line', async () => {
    const raw = (await encodeMail(toMail(renderDigest(contextOf([attention]))))).toString('latin1')
    for (const line of [
      'From: Attn <digest@example.org>',
      'To: ada@example.org',
      'Message-ID: <key@attn.example.org>',
      'Date: Mon, 23 Nov 2026 07:00:00 +0000',
      'List-ID: Attn digest <digest.attn.example.org>',
      'List-Unsubscribe: <https://attn.example.org/u/L>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'List-Help: <https://attn.example.org/subscribe>',
      'List-Archive: <https://attn.example.org/>',
      'Auto-Submitted: auto-generated',
      'Precedence: bulk',
      'Feedback-ID: daily:digest:attn:attn.example.org',
      'Content-Type: multipart/alternative;',
    ])
      expect(raw.split('\r\n')).toContain(line)
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'))
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
  })
})

describe('a digest', () => {
  it('says of every paper what it is, why it is there, and where to read it, in both parts', () => {
    const { subject, html, text } = renderDigest(contextOf([attention], {}, ['machine-translation']))
    expect(subject).toBe('23 Nov 2026: Attention Is All You Need: O(n²)')
    for (const body of [html, text]) {
      for (const expected of [
        'Attention Is All You Need: O(n²)',
        'Ashish Vaswani, Noam Shazeer, Niki Parmar and 2 more',
        'You follow Machine Translation · +41 upvotes in 24 h · 3rd day · up 3',
        `${SITE}/papers/1706.03762`,
        'https://arxiv.org/abs/1706.03762',
        'https://github.com/tensorflow/tensor2tensor',
        reader.manageUrl,
        reader.leaveUrl,
        `${SITE}/?window=day`,
        'arXiv: fresh, 2 h ago.',
      ])
        expect(body.replace(/\n +/g, ' ')).toContain(expected)
    }
    expect(text.split('\n').filter(line => line.length > 76 && !line.includes('http'))).toEqual([])
    expect(text.match(/https?:.*https?:/g)).toBeNull()
  })
  it('is one page with one heading, in a language, for light and dark, without images', () => {
    const { html } = renderDigest(contextOf([attention, paper({ id: 'bert', title: 'BERT' })]))
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html.match(/<h2/g)).toHaveLength(2)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).toContain('content="light dark"')
    expect(html.match(/<table(?! role="presentation")/g)).toBeNull()
    expect(html).not.toMatch(/<img|url\(|src=/)
  })
  it('does not call trending what is only new', () => {
    const { text } = renderDigest(contextOf([paper({ because: [] })]))
    expect(text).toContain('New papers for Monday, 23 November 2026')
    expect(text).toContain('published 12 Jun 2017')
    expect(text).not.toMatch(/trending/i)
  })
  it('offers no way out to somebody who is not in', () => {
    const { headers, html, text } = renderDigest(contextOf([attention], { reader: null }))
    expect(headers).not.toHaveProperty('List-Unsubscribe')
    expect(html + text).not.toMatch(/\/u\//)
    expect(text).toContain('This is a sample')
  })
  it('stays under 60 KB with ten papers of any wordiness', () => {
    for (const unit of ['<', '"', '&', '語', '😀', '$\\alpha$ ', 'word ', 'Ends. ']) {
      const long = unit.repeat(20_000)
      const papers = Array.from({ length: 10 }, (_, pk) =>
        paper({
          pk,
          id: `p${pk}`,
          title: long,
          abstract: long,
          authors: Array(300).fill(long.slice(0, 2000)),
          codeUrl: `https://x.org/${'y'.repeat(5000)}`,
        }),
      )
      const { html, text, subject } = renderDigest(contextOf(papers))
      expect(Buffer.byteLength(html) + Buffer.byteLength(text), unit).toBeLessThanOrEqual(DIGEST_BYTES)
      expect(subject.length).toBeLessThan(120)
    }
  })
  it('survives the wire whatever its titles hold, and our own reader agrees with everybody else’s', async () => {
    const titles = [
      'شبكة عصبية <b>',
      '注意力就是你所需要的',
      '😀🚀 & "quotes"',
      '<script>alert(1)</script>',
      'CR\r\nBcc: bob@example.org\r\n\r\n.',
      `${'x'.repeat(3000)}`,
    ]
    const papers = titles.map((title, pk) => paper({ pk, id: `p${pk}`, title, abstract: `${title}\r\n.\r\n${title}` }))
    const rendered = renderDigest(contextOf(papers))
    const raw = await encodeMail(toMail(rendered))
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(998)
    const ours = parseEml(raw.toString('latin1'))
    const theirs = await simpleParser(raw, { skipTextLinks: true, skipHtmlToText: true, skipTextToHtml: true })
    expect(theirs.subject).toBe(rendered.subject)
    expect(theirs.html).toBe(rendered.html)
    expect(theirs.bcc).toBeUndefined()
    expect(ours.headers.subject).toBe(rendered.subject)
    expect(ours.html.replaceAll('\r\n', '\n').trim()).toBe(rendered.html.trim())
    expect(ours.text.replaceAll('\r\n', '\n').trim()).toBe(rendered.text.trim())
    expect(rendered.html).not.toContain('<script')
  })
})

describe('an issue', () => {
  const compose = (candidates: Candidate[], topics: string[] = [], max?: number) =>
    composeIssue({ candidates, topics, localDate: '2026-11-23', frequency: 'daily', max })
  it('holds papers of the reader’s topics only, each once, at most so many', () => {
    const issue = compose(
      [attention, attention, paper({ id: 'mamba', topics: ['video'] }), paper({ id: 'bert' })],
      ['machine-translation'],
      2,
    )
    expect(issue.kind === 'issue' && issue.papers.map(each => [each.id, each.matched])).toEqual([
      ['1706.03762', ['machine-translation']],
      ['bert', ['machine-translation']],
    ])
  })
  it('holds what one of the searches found, and says which', () => {
    const issue = composeIssue({
      candidates: [
        paper({ id: 'a', found: [1] }),
        paper({ id: 'b', topics: ['video'] }),
        paper({ id: 'c', topics: ['code'] }),
      ],
      topics: ['video'],
      searches: ['mamba', '"masked image modeling" -medical'],
      localDate: '2026-11-23',
      frequency: 'daily',
    })
    if (issue.kind === 'nothing') throw new Error(issue.why)
    expect(issue.papers.map(each => [each.id, describeWhy(each)])).toEqual([
      ['a', 'found by "masked image modeling" -medical · +41 upvotes in 24 h · 3rd day · up 3'],
      ['b', 'you follow Video Understanding & Generation · +41 upvotes in 24 h · 3rd day · up 3'],
    ])
  })
  it('never holds what the reader left out', () => {
    const topics = ['machine-translation']
    const excluded = ['attention-mechanisms']
    const localDate = '2026-11-23'
    expect(composeIssue({ candidates: [attention], topics, excluded, localDate, frequency: 'daily' }).kind).toBe(
      'nothing',
    )
  })
  it('of a quiet day is a short mail for who asked for one', () => {
    const issue = composeIssue({
      candidates: [],
      topics: ['video'],
      localDate: '2026-11-23',
      frequency: 'daily',
      quiet: 'note',
    })
    if (issue.kind === 'nothing') throw new Error(issue.why)
    const { subject, html, text } = renderDigest({ issue, siteUrl: SITE, reader, freshness: 'arXiv: fresh, 2 h ago.' })
    expect(subject).toBe('A quiet day: 23 Nov 2026')
    for (const body of [html, text.replaceAll('\n', ' ')]) {
      expect(body).toContain('Nothing that you were not sent before gained attention or is new in Video')
      expect(body).toContain('arXiv: fresh, 2 h ago.')
      expect(body).toContain(reader.leaveUrl)
      expect(body).toContain(`${reader.manageUrl}#pausedUntil`)
    }
  })
  it('reaches back to the last one', () => {
    expect(windowSince('daily', null, '2026-11-23')).toBe('day')
    expect(windowSince('daily', '2026-11-22', '2026-11-23')).toBe('day')
    expect(windowSince('weekdays', '2026-11-20', '2026-11-23')).toBe('week')
    expect(windowSince('weekly', '2026-11-16', '2026-11-23')).toBe('week')
    expect(windowSince('daily', '2026-11-01', '2026-11-23')).toBe('month')
  })
  it('points to the page where it can be read, where there is one', () => {
    const render = (web: string | null) => {
      const issue = composeIssue({
        candidates: [attention],
        topics: [],
        localDate: '2026-11-23',
        frequency: 'daily',
        web,
      })
      if (issue.kind === 'nothing') throw new Error(issue.why)
      return renderDigest({ issue, siteUrl: SITE, reader, freshness: '' }).text
    }
    expect(render('/digest/2026-11-23')).toContain(`Read on the web:\n${SITE}/digest/2026-11-23\n`)
    expect(render(null)).toContain(`Read on the web:\n${SITE}/?window=day\n`)
  })
  it('is not sent when there is nothing new, and says so', () => {
    expect(compose([])).toEqual({ kind: 'nothing', why: 'nothing new' })
    expect(compose([attention], ['video'])).toEqual({ kind: 'nothing', why: 'nothing new in their topics' })
  })
})

describe('letters', () => {
  it('ask for a confirmation with one link, and hand over the link to a subscription', () => {
    const confirm = renderConfirm({ siteUrl: SITE, confirmUrl: `${SITE}/subscription/C` })
    expect(confirm.subject).toBe('Please confirm your subscription to Attn')
    expect([confirm.html, confirm.text].every(body => body.includes(`${SITE}/subscription/C`))).toBe(true)
    const manage = renderManage({ siteUrl: SITE, manageUrl: reader.manageUrl, leaveUrl: reader.leaveUrl })
    expect(
      [manage.html, manage.text].every(body => body.includes(reader.manageUrl) && body.includes(reader.leaveUrl)),
    ).toBe(true)
  })
})

describe('parseEml', () => {
  it('answers any text', () => {
    fc.assert(fc.property(fc.string(), text => typeof parseEml(text).html === 'string'))
  })
})
