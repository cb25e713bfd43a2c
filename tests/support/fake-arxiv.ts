import { atomPage, type Made, type MadeRecord, oaiError, oaiPage } from './arxiv-answers.ts'

const minute = (iso: string) => iso.replace(/\D/g, '').slice(0, 12)

/** Answers as arXiv's query API would that has these papers: by range of submission, sorted, by page, by id. */
export function answerAsArxiv(papers: Made[], asked: URLSearchParams): string {
  const [, from, until] = /submittedDate:\[(\d{12}) TO (\d{12})\]/.exec(asked.get('search_query')!) ?? []
  const ids = asked.get('id_list')?.split(',')
  const key = asked.get('sortBy') === 'lastUpdatedDate' ? 'updated' : 'published'
  const direction = asked.get('sortOrder') === 'descending' ? -1 : 1
  const found = papers
    .filter(({ id, published }) =>
      ids ? ids.includes(id) : minute(published!) >= from! && minute(published!) <= until!,
    )
    .sort((a, b) => direction * (timeOf(a, key) + a.id < timeOf(b, key) + b.id ? -1 : 1))
  const start = Number(asked.get('start'))
  return atomPage(found.slice(start, start + Number(asked.get('max_results'))), found.length, start)
}

const timeOf = (paper: Made, key: 'published' | 'updated') => (key === 'updated' && paper.updated) || paper.published!

/** So many papers of a day, a minute apart, with ids that follow each other. */
export const papersOf = (day: string, count: number, first = 0): Made[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${day.slice(2, 4)}${day.slice(5, 7)}.${String(Number(day.slice(8)) * 1000 + first + i).padStart(5, '0')}`,
    published: `${new Date(Date.parse(day) + (first + i + 1) * 60_000).toISOString().slice(0, 16)}:30Z`,
  }))

/** Answers as the OAI host of 2026: by day of change, with tokens of URL-encoded text, so many records to a page. */
export function answerAsOai(records: MadeRecord[], asked: URLSearchParams, size = 25): string {
  const token = asked.get('resumptionToken')
  const question = token === null ? asked : new URLSearchParams(decodeURIComponent(token))
  const [from, until, skip] = [question.get('from')!, question.get('until')!, Number(question.get('skip'))]
  const found = records.filter(({ stamp }) => stamp! >= from && stamp! <= until)
  if (found.length === 0) return oaiError('noRecordsMatch')
  const next = new URLSearchParams({ ...Object.fromEntries(question), skip: String(skip + size) })
  return oaiPage(found.slice(skip, skip + size), skip + size < found.length ? encodeURIComponent(String(next)) : null)
}
