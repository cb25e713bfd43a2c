import { readDoiId } from './identity.ts'
import { ET_AL } from './merge.ts'
import type { Paper } from './paper.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The paper as a BibTeX entry, with what is known of it and nothing else. */
export function bibtex(paper: Paper): string {
  const doi = readDoiId(paper.id)
  const [year, month] = (paper.published ?? '').split('-')
  const fields: [string, string | null | undefined][] = [
    ['title', `{{${texEscape(paper.title)}}}`],
    ['author', paper.authors.length ? `{${paper.authors.map(bibtexAuthor).join(' and ')}}` : null],
    ['year', year && `{${year}}`],
    ['month', month && MONTHS[Number(month) - 1]],
    ['eprint', paper.arxivId && `{${paper.arxivId}}`],
    ['archivePrefix', paper.arxivId && '{arXiv}'],
    ['primaryClass', paper.arxivId && paper.categories[0] && `{${paper.categories[0]}}`],
    ['doi', doi && `{${doi}}`],
    ['url', paper.arxivId && `{https://arxiv.org/abs/${paper.arxivId}}`],
  ]
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = ${value}`)
  return `@misc{${citeKey(paper)},\n${lines.join(',\n')}\n}\n`
}

const bibtexAuthor = (name: string) => (name === ET_AL ? 'others' : texEscape(name))

/** Formulas keep their meaning, so only what breaks an entry outside of them is escaped. */
const texEscape = (text: string) =>
  text
    .split(/(\$[^$]+\$)/)
    .map((part, i) => (i % 2 ? part : part.replace(/(?<!\\)([%&#_])/g, '\\$1')))
    .join('')

function citeKey(paper: Paper): string {
  const author = paper.authors[0]?.split(/[\s,]+/).at(-1) ?? ''
  const year = paper.published?.slice(0, 4) ?? ''
  const word = paper.title.match(/[\p{L}]{4,}/u)?.[0] ?? ''
  const key = `${author}${year}${word}`
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase()
  return key || paper.id.replace(/[^a-zA-Z0-9]+/g, '-')
}
