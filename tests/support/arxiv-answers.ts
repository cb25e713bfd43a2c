import { element } from '#lib/domain/feed/xml'

/** What an entry or record is made of; the rest is the same for all. */
export type Made = {
  id: string
  title?: string
  abstract?: string
  authors?: string[]
  categories?: string[]
  published?: string
  updated?: string
  comment?: string
}

/** An answer of the query API in its layout of 2026. */
export function atomPage(entries: Made[], total = entries.length, start = 0): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id><title>arXiv Query: x</title>
  <opensearch:itemsPerPage>200</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>
  ${entries.map(atomEntry).join('\n  ')}
</feed>`
}

function atomEntry({
  id,
  published = '2026-11-20T10:00:00Z',
  updated = published,
  categories = ['cs.CL', 'cs.LG'],
  ...made
}: Made): string {
  return [
    '<entry>',
    element('id', `http://arxiv.org/abs/${id}v1`),
    element('title', made.title ?? `Paper ${id}`),
    element('updated', updated),
    `<link href="https://arxiv.org/abs/${id}v1" rel="alternate" type="text/html"/>`,
    element('summary', made.abstract ?? 'A transformer attends.'),
    ...categories.map(term => `<category term="${term}" scheme="http://arxiv.org/schemas/atom"/>`),
    element('published', published),
    element('arxiv:comment', made.comment ?? null),
    `<arxiv:primary_category term="${categories[0]}"/>`,
    ...(made.authors ?? ['Ada Lovelace']).map(name => `<author>${element('name', name)}</author>`),
    '</entry>',
  ].join('')
}

/** A record of OAI-PMH in the form `arXiv`; `stamp` is the day of its last change. */
export type MadeRecord = Made & { stamp?: string; created?: string; deleted?: boolean }

/** An answer of the OAI host of 2026. */
export function oaiPage(records: MadeRecord[], token: string | null = null): string {
  return oaiAnswer(
    `<ListRecords>${records.map(oaiRecord).join('\n')}${
      token === null ? '' : `<resumptionToken expirationDate='2026-11-26T00:00:00Z'>${token}</resumptionToken>`
    }</ListRecords>`,
  )
}

export const oaiError = (code: string): string => oaiAnswer(`<error code="${code}">because</error>`)

const oaiAnswer = (content: string) => `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
  <responseDate>2026-11-25T00:49:19Z</responseDate>
  <request verb="ListRecords" metadataPrefix="arXiv">http://oaipmh.arxiv.org/oai</request>
  ${content}
</OAI-PMH>`

function oaiRecord({ id, stamp = '2026-11-20', deleted, ...made }: MadeRecord): string {
  const header = `<header${deleted ? ' status="deleted"' : ''}>${element('identifier', `oai:arXiv.org:${id}`)}${element('datestamp', stamp)}</header>`
  if (deleted) return `<record>${header}</record>`
  const authors = (made.authors ?? ['Ada Lovelace']).map(name => {
    const [forenames, keyname] = [name.replace(/ \S+$/, ''), name.replace(/^.* /, '')]
    return `<author>${element('keyname', keyname)}${element('forenames', forenames)}</author>`
  })
  return `<record>${header}<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">${[
    element('id', id),
    element('created', made.created ?? stamp),
    element('updated', stamp),
    `<authors>${authors.join('')}</authors>`,
    element('title', made.title ?? `Paper ${id}`),
    element('categories', (made.categories ?? ['cs.CL', 'cs.LG']).join(' ')),
    element('comments', made.comment ?? null),
    element('abstract', made.abstract ?? 'A transformer attends.'),
  ].join('')}</arXiv></metadata></record>`
}
