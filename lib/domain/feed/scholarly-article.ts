import { doiLink, paperLinks, paperPath, safeUrl } from '../paper/links.ts'
import { ET_AL } from '../paper/merge.ts'
import { readableTex } from '../tex/readable-tex.ts'
import { topicName } from '../topics/taxonomy.ts'
import type { Item } from './channel.ts'

/** A paper in the words of schema.org, for search engines. @see https://schema.org/ScholarlyArticle */
export function scholarlyArticle(paper: Item, site: string) {
  const links = paperLinks(paper)
  const doi = doiLink(paper)
  const code = safeUrl(paper.codeUrl)
  const home = [links?.abs, doi].filter(address => address != null)
  return {
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: readableTex(paper.title),
    ...(paper.abstract && { abstract: readableTex(paper.abstract) }),
    author: paper.authors.filter(author => author !== ET_AL).map(name => ({ '@type': 'Person', name })),
    ...(paper.published && { datePublished: paper.published }),
    ...(paper.updated && { dateModified: paper.updated }),
    url: site + paperPath(paper),
    ...(home.length > 0 && { sameAs: home }),
    ...(links && { encoding: { '@type': 'MediaObject', contentUrl: links.pdf, encodingFormat: 'application/pdf' } }),
    ...(code && { workExample: { '@type': 'SoftwareSourceCode', codeRepository: code } }),
    keywords: paper.topics.map(topicName),
    isAccessibleForFree: true,
  }
}
