import { describe, expect, test } from 'vitest'
import { parseArxiv } from '#lib/sources/arxiv'
import { parseOai } from '#lib/sources/arxiv-oai'
import { parseArxivRss } from '#lib/sources/arxiv-rss'
import type { HeardPaper } from '#lib/sources/source'
import { HAS_RECORDED, listRecorded, readRecorded } from '#tests/support/recorded'

const inShort = ({ id, title, published, updated, categories, authors }: HeardPaper) =>
  [id, title.slice(0, 40), published, updated, categories.join(' '), authors.length, authors[0]].join(' | ')

const QUERY_PAGES: Record<string, [number | null, number | null, number, string[]]> = {
  'ai-alpha-radar__arxiv_sample.xml': [
    424441,
    0,
    25,
    [
      '2605.12495 | AlphaGRPO: Unlocking Self-Reflective Mul | 2026-05-12T17:59:47Z | 2026-05-12T17:59:47Z | cs.CV cs.AI cs.LG | 5 | Runhui Huang',
    ],
  ],
  'arxiv-daily-server__arxiv_atom.xml': [
    null,
    null,
    2,
    [
      '2604.00001 | Primary Category Agents for Scientific S | 2026-04-27T00:00:00Z | 2026-04-28T00:00:00Z | cs.AI cs.CL | 2 | Ada Lovelace',
      '2604.00002 | Secondary AI Paper with Machine Learning | 2026-04-28T00:00:00Z | 2026-04-28T00:00:00Z | cs.LG cs.AI | 1 | Grace Hopper',
    ],
  ],
  'arxivpy__id_0000.0000_s0_m100_8b51d9633a68.200.xml': [0, 0, 0, []],
  'arxivpy__id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.200.xml': [
    1,
    0,
    1,
    [
      '1707.08567 | Proceedings of Workshop AEW10: Concepts  | 2017-07-27T08:18:33Z | 2017-07-27T08:18:33Z | cs.IT | 34 | Kees A. Schouhamer Immink',
    ],
  ],
  'arxivpy__id_0808.05394_s0_m100_7b0c7d0a7cdd.200.xml': [0, 0, 0, []],
  'arxivpy__id_1605.08386_s0_m100_199195aa31ad.200.xml': [
    1,
    0,
    1,
    [
      '1605.08386 | Heat-bath random walks with Markov bases | 2016-05-26T17:59:46Z | 2016-05-26T17:59:46Z | math.CO math.ST | 2 | Caprice Stanley',
    ],
  ],
  'arxivpy__id_1707.08567_s0_m100_6a1afebfc6a3.200.xml': [
    1,
    0,
    1,
    [
      '1707.08567 | Proceedings of Workshop AEW10: Concepts  | 2017-07-27T08:18:33Z | 2017-07-27T08:18:33Z | cs.IT | 34 | Kees A. Schouhamer Immink',
    ],
  ],
  'arxivpy__id_2104.12255v1_s0_m100_6ae69987ffe1.200.xml': [
    1,
    0,
    1,
    ['2104.12255 | 0 | 2021-04-20T16:07:14Z | 2021-04-20T16:07:14Z | cs.CR | 1 | Quan Thoi Minh Nguyen'],
  ],
  'arxivpy__id_astro-ph_0601001_s0_m100_3150dca9dc76.200.xml': [
    1,
    0,
    1,
    [
      'astro-ph/0601001 | Frequency of Hot Jupiters and Very Hot J | 2006-01-02T14:57:58Z | 2006-01-02T14:57:58Z | astro-ph | 4 | Andrew Gould',
    ],
  ],
  'arxivpy__id_quant-ph_0201082v1_s0_m100_86989fe779ef.200.xml': [
    1,
    0,
    1,
    [
      'quant-ph/0201082 | Quantum Computers and Quantum Computer L | 2002-01-18T15:08:05Z | 2002-01-18T15:08:05Z | quant-ph cs.PL | 1 | Stephen Blaha',
    ],
  ],
  'arxivpy__q_testing_s0_m100_cfe7536492ca.200.xml': [
    214881,
    0,
    100,
    [
      '2202.12139 | Testing Deep Learning Models: A First Co | 2022-02-24T15:05:19Z | 2022-02-24T15:05:19Z | cs.SE cs.LG | 3 | Mohit Kumar Ahuja',
    ],
  ],
  'arxivpy__q_testing_s0_m10_bc5a6c384fe9.200.xml': [214881, 0, 10, []],
  'arxivpy__q_testing_s0_m15_80c242b59d59.200.xml': [214881, 0, 15, []],
  'arxivpy__q_testing_s10_m10_34e56e15aaac.200.xml': [
    214881,
    10,
    10,
    [
      '2403.16981 | The Sample Complexity of Simple Binary H | 2024-03-25T17:42:32Z | 2025-05-24T05:50:33Z | math.ST cs.IT stat.ML | 3 | Ankit Pensia',
    ],
  ],
  'arxivpy__q_testing_s20_m10_348a237fecab.200.xml': [214881, 20, 10, []],
  'arxivpy__q_testing_s30_m10_f2e39f0143dc.200.xml': [214881, 30, 10, []],
  'arxivpy__q_testing_s5_m10_c0e94a259d4a.200.xml': [214881, 5, 10, []],
  'arxivpy__q_testing_s5_m15_bbcf6b23085b.200.xml': [214881, 5, 15, []],
  'arxivpy__q_testing_s9_m15_0b78d4b4d476.200.xml': [214881, 9, 15, []],
  'daily-research-digest__arxiv_response.xml': [
    null,
    null,
    3,
    [
      '2401.00001 | Test Paper One: A Study in Machine Learn | 2024-01-15T00:00:00Z | 2024-01-15T00:00:00Z | cs.AI cs.LG | 2 | Alice Smith',
    ],
  ],
  'hepml-digest__arxiv_atom.xml': [
    null,
    null,
    1,
    [
      '2607.04567 | Likelihood-free inference with calibrate | 2026-07-18T08:00:00Z | 2026-07-18T08:00:00Z | stat.ML | 1 | Bo Example',
    ],
  ],
  'lens__arxiv_response.xml': [
    1,
    null,
    1,
    [
      '1706.03762 | Attention Is All You Need | 2017-06-12T17:57:34Z | 2023-08-02T00:41:18Z | cs.CL cs.LG | 2 | Ashish Vaswani',
    ],
  ],
  'sotawhat__arxiv_transformer.xml': [
    28946,
    0,
    5,
    [
      '2606.13677 | Mana: Dexterous Manipulation of Articula | 2026-06-11T17:59:49Z | 2026-06-11T17:59:49Z | cs.RO cs.AI cs.CV cs.LG | 4 | Zhao-Heng Yin',
    ],
  ],
  'vgi-scholar__arxiv.xml': [
    2,
    null,
    2,
    [
      '2005.11401 | Retrieval-Augmented Generation for Knowl | 2020-05-22T17:55:00Z | 2021-04-12T00:00:00Z | cs.CL cs.LG | 2 | Patrick Lewis',
      '2004.04906 | Dense Passage Retrieval for Open-Domain  | 2020-04-10T00:00:00Z | 2020-09-30T00:00:00Z |  | 1 | Vladimir Karpukhin',
    ],
  ],
  'xiv__arxiv_empty.xml': [0, 0, 0, []],
  'xiv__arxiv_response.xml': [
    5619,
    0,
    2,
    [
      '2510.14968 | RDD: Retrieval-Based Demonstration Decom | 2025-10-16T17:59:37Z | 2025-10-16T17:59:37Z | cs.RO cs.AI cs.CV cs.LG cs.SY eess.SY | 4 | Mingxuan Yan',
      '2510.14827 | Neural Implicit Flow Fields for Spatio-T | 2025-10-16T16:04:01Z | 2025-10-16T16:04:01Z | cs.RO | 6 | Yufei Zhu',
    ],
  ],
}

describe.skipIf(!HAS_RECORDED)('the query API', () => {
  test.each(Object.entries(QUERY_PAGES))('said %s', (file, [total, start, count, first]) => {
    const page = parseArxiv(readRecorded(`arxiv-api/${file}`))
    if (!page.ok) throw new Error(page.why)
    expect([page.total, page.start, page.papers.length, page.ids.length, page.refused]).toEqual([
      total,
      start,
      count,
      count,
      [],
    ])
    expect(page.papers.slice(0, first.length).map(inShort)).toEqual(first)
    for (const { title, abstract, authors } of page.papers)
      expect(`${title}${abstract}${authors}`).not.toMatch(/[\n\t]| {2}|&\w+;/)
  })

  test('said what is wrong, with 400', () => {
    expect(parseArxiv(readRecorded('arxiv-api/arxivpy__id_abc_s0_m100_b79c8dcf6bc3.400.xml'))).toEqual({
      ok: false,
      why: 'is an error: incorrect id format for abc',
      says: 'incorrect id format for abc',
    })
  })

  test('was recorded in no other answer', () => {
    expect(
      listRecorded('arxiv-api')
        .map(file => file.replace('arxiv-api/', ''))
        .sort(),
    ).toEqual([...Object.keys(QUERY_PAGES), 'arxivpy__id_abc_s0_m100_b79c8dcf6bc3.400.xml'].sort())
  })

  test('gave titles in lines, abstracts with entities and a link to code', () => {
    const [rdd] = papersOf('xiv__arxiv_response.xml')
    expect(rdd!.title).toBe('RDD: Retrieval-Based Demonstration Decomposer for Planner Alignment in Long-Horizon Tasks')
    const [jupiters] = papersOf('arxivpy__id_astro-ph_0601001_s0_m100_3150dca9dc76.200.xml')
    expect(jupiters!.abstract).toContain('Gould & Morgan (2003)')
    expect(jupiters!.abstract).toContain('V_max<17.5')
    const coded = papersOf('arxivpy__q_testing_s0_m100_cfe7536492ca.200.xml').filter(({ codeUrl }) => codeUrl)
    expect(coded.map(({ id, codeUrl }) => [id, codeUrl])).toEqual([
      ['1706.00679', 'https://github.com/ydecastro/super-resolution-testing'],
    ])
  })
})

const papersOf = (file: string): HeardPaper[] => {
  const page = parseArxiv(readRecorded(`arxiv-api/${file}`))
  return page.ok ? page.papers : []
}

const OAI_PAGES: Record<string, { token?: string; records: string[]; deleted?: string[] }> = {
  'ArxivDB__oai_page_2026-10-07.excerpt.xml': {
    token: 'verb%3DListRecords%26metadataPrefix%3DarXiv%26from%3D2026-10-05%26set%3Dcs%26skip%3D1300',
    deleted: ['oai:arXiv.org:2610.99999'],
    records: [
      '1111.3240 | Salt-and-Pepper Noise Removal Based on S | 2011-11 | 2026-10-01 | cs.IT math.IT | 3 | Abbas Kazerooni',
      '1503.06914 | A Fundamental Inequality for Lower-bound | 2015-03-24 | 2015-03-24 | cs.IT math.IT quant-ph | 2 | Takuya Kubo',
      '2111.14385 | A theory of meta-factorization | 2021-11 | 2026-10-02 | math.NA cs.NA | 1 | Michał P. Karpowicz',
      '2503.08530 | A Probabilistic Choreography Language fo | 2025-03 | 2026-10-02 | cs.LO cs.PL | 2 | Marco Carbone',
      '0811.0186 | Topological Graph Polynomials and Quantu | 2008-11-03 | 2008-11-03 | math-ph hep-th math.MP | 4 | T. Krajewski',
    ],
  },
  'arXivOAIHarvester__GetRecordResponse.xml': {
    records: [
      '1302.2146 | The Same-Sign Dilepton Signature of RPV/ | 2013-02-08T21:00:01Z | 2013-04-02T01:50:08Z | hep-ph hep-ex | 4 | Joshua Berger',
    ],
  },
  'arXivOAIHarvester__ListRecordsResponse.xml': {
    token: '726959|1001',
    records: [
      '0704.0471 | Density dependence of the symmetry energ | 2007-04-03T22:04:11Z | 2007-04-03T22:04:11Z | nucl-ex nucl-th | 3 | D.V. Shetty',
      '0704.0716 | Limit distributions and scaling function | 2007-04-05T12:45:03Z | 2008-11-14T09:07:25Z | math-ph math.MP | 1 | Christoph Richard',
      '0704.0874 | Higher ramification and varieties of sec | 2007-04-06T11:07:01Z | 2014-11-20T15:03:16Z | math.AG | 1 | Gavril Farkas',
      '0704.1109 | Spinning Strings, Black Holes and Stable | 2007-04-09T14:45:43Z | 2008-01-29T20:15:01Z | gr-qc | 2 | Valeria M. Rosa',
      '0704.1114 | Identification of Absorption Features in | 2007-04-09T20:13:36Z | 2007-04-09T20:13:36Z | astro-ph | 1 | T. S. Barman',
      '0704.1586 | Core excitation in the elastic scatterin | 2007-04-12T14:18:58Z | 2007-04-12T14:18:58Z | nucl-th | 2 | N.C. Summers',
    ],
  },
  'hepcrawl__arxiv-physics-hep-ex.xml': {
    records: [
      '1706.05371 | Evaluation of Silicon Photomultipliers f | 2017-06-16 | 2017-12-12 | physics.ins-det hep-ex | 13 | Tyler Anderson',
      '1706.09418 | R-Parity Violation at the LHC | 2017-06-28 | 2017-11-26 | hep-ph hep-ex | 5 | Daniel Dercks',
      '1707.00874 | Implications of right-handed neutrinos i | 2017-07-04 | 2017-12-13 | hep-ph astro-ph.CO hep-ex | 3 | Priyotosh Bandyopadhyay',
    ],
  },
  'hepcrawl__arxiv-physics-hep-th.xml': {
    records: [
      '1412.8323 | Toolbox for reconstructing quantum theor | 2014-12-29 | 2017-12-13 | quant-ph gr-qc hep-th math-ph math.MP physics.hist-ph | 1 | Philipp A Hoehn',
      '1507.07790 | Relativistic quantum dynamics of vector  | 2015-07-28 | 2016-03-04 | hep-th math-ph math.MP quant-ph | 2 | Luis B. Castro',
      '1607.01710 | Refinements of the Weyl pure geometrical | 2016-07-06 | 2016-10-13 | hep-th | 5 | R. A. C. Correa',
    ],
  },
  'hepcrawl__arxiv-single.xml': {
    records: [
      '1401.2122 | New integrable (3+1)-dimensional systems | 2014-01-09 | 2017-10-23 | math.AP hep-th math-ph math.DG math.MP nlin.SI | 1 | A. Sergyeyev',
    ],
  },
  'inspire-next__1305.0014.xml': {
    records: [
      '1305.0014 | Framework for maximum likelihood analysi | 2013-04-30 | 2013-06-28 | hep-ph hep-lat nucl-ex nucl-th | 2 | S. Gardner',
    ],
  },
  'inspire-next__oai_arxiv.xml': {
    records: [
      'physics/0112006 | Is G a conversion factor or a fundamenta | 2001-12-04 | 2001-12-04 | physics.class-ph physics.gen-ph | 3 | G. Fiorentini',
    ],
  },
  'inspire-next__oai_arxiv_core_record.xml': {
    records: ['1407.7587 | BPS Alice strings | 2014-07 | 2017-03-27 | hep-th | 2 | Chandrasekhar Chatterjee'],
  },
  'inspire-next__oai_arxiv_record_to_accept.xml': {
    records: [
      '1511.01097 | Light versus dark in strong-lens galaxie | 2015-11-03 | 2015-11-03 | astro-ph.GA | 7 | Claudio Bruderer',
    ],
  },
}

const OAI_ERRORS: [string, string][] = [
  ['arXivOAIHarvester__ErrorResponseBadArgument.xml', 'badArgument'],
  ['arXivOAIHarvester__ErrorResponseBadResumptionToken.xml', 'badResumptionToken'],
  ['arXivOAIHarvester__ErrorResponseBadVerb.xml', 'badVerb'],
  ['arXivOAIHarvester__ErrorResponseIdDoesNotExist.xml', 'idDoesNotExist'],
  ['arXivOAIHarvester__ErrorResponseNoRecordsMatch.xml', 'noRecordsMatch'],
  ['inspire-next__1305.0014v1.xml', 'idDoesNotExist'],
  ['inspire-next__1305.9999.xml', 'idDoesNotExist'],
  ['inspire-next__is-malformed.xml', 'idDoesNotExist'],
  ['sickle__badArgument.xml', 'badArgument'],
  ['sickle__badResumptionToken.xml', 'badResumptionToken'],
  ['sickle__cannotDisseminateFormat.xml', 'cannotDisseminateFormat'],
  ['sickle__idDoesNotExist.xml', 'idDoesNotExist'],
  ['sickle__noRecordsMatch.xml', 'noRecordsMatch'],
  ['sickle__noSetHierarchy.xml', 'noSetHierarchy'],
  ['sickle__undefinedError.xml', 'other'],
]

describe.skipIf(!HAS_RECORDED)('OAI-PMH', () => {
  test.each(Object.entries(OAI_PAGES))('said %s', (file, { token = null, records, deleted = [] }) => {
    const page = parseOai(readRecorded(`oai-pmh/${file}`))
    if (!page.ok) throw new Error(page.why)
    expect(page.records.map(({ paper }) => inShort(paper))).toEqual(records)
    expect([page.token, page.deleted, page.refused]).toEqual([token, deleted, []])
  })

  test.each(OAI_ERRORS)('said in %s what is wrong', (file, code) => {
    expect(parseOai(readRecorded(`oai-pmh/${file}`))).toMatchObject({ ok: false, code })
  })

  test('of other makers is refused record by record, with its deletions and its token', () => {
    const page = parseOai(readRecorded('oai-pmh/sickle__ListRecords.xml'))
    expect(page).toMatchObject({
      records: [],
      deleted: ['oai:test.example.com:1585310'],
      refused: [{ record: 'oai:test.example.com:1585322', why: '<dc> is not a form that is read here' }],
      token: 'ListRecords2.xml',
      stamps: { first: '2011-07-18', last: '2011-01-10', sorted: false },
    })
  })

  test('tells what queries ask for and papers do not keep', () => {
    const page = parseOai(readRecorded('oai-pmh/ArxivDB__oai_page_2026-10-07.excerpt.xml'))
    expect(page.ok && page.records[1]).toMatchObject({
      comment: 'under submission',
      journalRef: 'IEICE Trans. Fundamentals, vol. E98-A, no. 12, pp. 2376-2383, 2015',
      reportNumber: null,
    })
    expect(page.ok && page.records[4]!.reportNumber).toBe('LPT ORSAY 08-87')
    expect(page.ok && page.records[3]!.paper.abstract).toMatch(
      /^We present a choreographic framework for modelling and analysing concurrent/,
    )
  })

  test('says in everything else that it is no answer with records', () => {
    const known = [...Object.keys(OAI_PAGES), ...OAI_ERRORS.map(([file]) => file)]
    const rest = listRecorded('oai-pmh').filter(
      file => !known.includes(file.replace('oai-pmh/', '')) && !/sickle__(ListRecords\d?|GetRecord.*)\.xml$/.test(file),
    )
    expect(rest).toHaveLength(14)
    for (const file of rest) {
      expect(parseOai(readRecorded(file))).toMatchObject({
        ok: false,
        why: expect.stringMatching(
          /^(is <record> and no answer of OAI-PMH|has neither records nor an error|is no XML \("broken xml"\))$/,
        ),
      })
    }
  })
})

describe.skipIf(!HAS_RECORDED)('the feed', () => {
  const read = (file: string) => {
    const feed = parseArxivRss(readRecorded(`arxiv-rss/${file}`))
    if (!feed.ok) throw new Error(feed.why)
    return { papers: feed.records.map(({ paper }) => inShort(paper)), refused: feed.refused }
  }

  test('of a working day, with an item that drifted and one without a title', () => {
    expect(read('All-News-AI__arxiv_cs_cl.xml')).toEqual({
      papers: [
        '2607.11111 | Sparse Routing Improves Long-Context Ret | 2026-07 |  | cs.CL cs.LG | 3 | Mai Tran',
        '2607.22222 | Cross-Modal Grounding for Embodied Agent | 2026-07 |  | cs.CL | 2 | Elena Sokolova',
        '2203.01250 | An Older Paper Being Revised Again | 2022-03 |  | cs.CL | 1 | Old Author',
        '2607.33333 | Description Format Changed Without Warni | 2026-07 |  | cs.CL | 1 | Schema Drift',
      ],
      refused: [{ record: 'oai:arXiv.org:2607.44444v1', why: 'title: it is missing' }],
    })
  })

  test('of a weekend is empty', () => {
    expect(read('All-News-AI__arxiv_weekend_empty.xml')).toEqual({ papers: [], refused: [] })
  })

  test('as Atom, with accents of TeX', () => {
    const feed = read('zotero-arxiv-daily__arxiv_rss_example.xml')
    expect(feed.papers).toHaveLength(7)
    expect(feed.papers[2]).toBe(
      '2508.13429 | AlphaX: An AI-Based Value Investing Stra | 2025-08 |  | q-fin.CP cs.AI | 1 | Paulo André Lima de Castro',
    )
  })

  test('with no more than RSS demands', () => {
    expect(read('hepml-digest__arxiv_rss.xml')).toMatchObject({
      papers: ['2607.01234 | Calibrated inference for scientific data | 2026-07 |  | stat.ML | 1 | Ada Example'],
    })
  })

  test('cut off is no feed', () => {
    expect(parseArxivRss(readRecorded('arxiv-rss/rss2_cs.AI_2025-09-18.excerpt.xml'))).toEqual({
      ok: false,
      why: 'is not well-formed XML (22:0: unclosed tag: description)',
    })
  })
})
