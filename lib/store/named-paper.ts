import { database } from '#lib/db'
import { readName } from '#lib/domain/query/name'

/** The paper that a text names: the id by which it is here, or the arXiv id of one that is not. */
export type NamedPaper = { kind: 'here'; id: string } | { kind: 'elsewhere'; arxivId: string }

/** The paper that a text is the name of: its arXiv id, its address, its DOI or its whole title; null when it names none, or several. */
export async function findNamedPaper(text: string): Promise<NamedPaper | null> {
  const name = readName(text)
  if (name?.kind === 'title') return findByTitle(name.keys)
  if (!name) return null
  const id = await findPresentId(name.id)
  if (id) return { kind: 'here', id }
  return name.kind === 'arxiv' ? { kind: 'elsewhere', arxivId: name.id } : null
}

async function findPresentId(id: string): Promise<string | null> {
  const { prisma } = await database()
  const paper = await prisma.paper.findUnique({ where: { id }, select: { id: true } })
  if (paper) return paper.id
  const alias = await prisma.paperAlias.findUnique({ where: { id }, select: { paper: { select: { id: true } } } })
  return alias?.paper.id ?? null
}

async function findByTitle(keys: string[]): Promise<NamedPaper | null> {
  const { prisma } = await database()
  const papers = await prisma.paper.findMany({ where: { titleKey: { in: keys } }, select: { id: true }, take: 2 })
  return papers.length === 1 ? { kind: 'here', id: papers[0]!.id } : null
}
