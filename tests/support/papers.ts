import { database } from '#lib/db'

/** What a test says of a paper; the rest is made up from its name. */
export type PaperSeed = {
  id: string
  title?: string
  abstract?: string
  authors?: string[]
  published?: string | null
  arxivId?: string | null
  codeUrl?: string | null
  topics?: string[]
  /** Its score in the windows day and week; without one it is among the newest only. */
  score?: number
}

/** The papers that every test knows: two on machine translation and language modeling, one on state space models. */
export const ATTENTION: PaperSeed = {
  id: '1706.03762',
  arxivId: '1706.03762',
  title: 'Attention Is All You Need',
  abstract:
    'The dominant sequence transduction models are based on complex recurrent networks. We propose the Transformer.',
  authors: ['Ashish Vaswani', 'Noam Shazeer', 'Niki Parmar', 'Jakob Uszkoreit', 'Llion Jones'],
  published: '2017-06-12',
  topics: ['machine-translation', 'attention-mechanisms'],
  score: 9,
}
export const BERT: PaperSeed = {
  id: '1810.04805',
  arxivId: '1810.04805',
  title: 'BERT: Pre-training of Deep Bidirectional Transformers',
  abstract: 'We introduce a new language representation model.',
  authors: ['Jacob Devlin'],
  published: '2018-10-11',
  topics: ['language-modeling'],
}
export const MAMBA: PaperSeed = {
  id: '2312.00752',
  arxivId: '2312.00752',
  title: 'Mamba: Linear-Time Sequence Modeling',
  abstract: 'Mamba enjoys fast inference and linear scaling in sequence length.',
  authors: ['Albert Gu', 'Tri Dao'],
  published: '2023-12-01',
  topics: ['state-space-models', 'language-modeling'],
}

/** Puts papers into the test's database, in the order given. */
export async function savePapers(papers: PaperSeed[]): Promise<void> {
  const { transact } = await database()
  await transact(papers.flatMap(statementsOf))
}

/** Several papers of one topic, named `${prefix}-1` and so on; later ones are newer. */
export const seedPapers = (prefix: string, count: number, topic: string): PaperSeed[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index + 1}`,
    title: `${prefix} number ${index + 1}`,
    published: new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
    topics: [topic],
  }))

function statementsOf(paper: PaperSeed) {
  const { id, title = `About ${id}`, abstract = `What ${id} is about.`, authors = [], published = null } = paper
  const pk = '(SELECT pk FROM paper WHERE id = ?)'
  return [
    {
      sql: `INSERT INTO paper (id, arxiv_id, title_key, title, abstract, authors, published, code_url, first_seen_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
      args: [
        id,
        paper.arxivId ?? null,
        title.toLowerCase(),
        title,
        abstract,
        JSON.stringify(authors),
        published,
        paper.codeUrl ?? null,
      ],
    },
    ...(paper.topics ?? []).map(topic => ({
      sql: `INSERT INTO paper_topic (topic_slug, paper_pk, reason) VALUES (?, ${pk}, '["test"]')`,
      args: [topic, id],
    })),
    ...(paper.score === undefined ? [] : ['day', 'week']).map(window => ({
      sql: `INSERT INTO score (ranking, "window", paper_pk, score, gain, because, published, mark)
            VALUES ('attn', ?1, ${pk.replace('?', '?2')}, ?4, ?4, ?3, ?5, 0)`,
      args: [window, id, JSON.stringify([{ signal: 'upvotes', value: 41, share: 1 }]), paper.score!, published ?? ''],
    })),
  ]
}
