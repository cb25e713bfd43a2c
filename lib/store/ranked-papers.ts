import { database } from '#lib/db'
import type { Window } from '#lib/domain/rank/signals'

/** What a paper is called. */
export type Named = { pk: number; id: string; title: string }

/** The first papers of the ranking that readers see, best first. */
export async function findFirst(window: Window, limit: number): Promise<Named[]> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT p.pk, p.id, p.title FROM score s JOIN paper p ON p.pk = s.paper_pk WHERE s.ranking = 'attn' AND s."window" = ${window}
    ORDER BY s.score DESC, s.published DESC, s.paper_pk DESC LIMIT ${limit}`
  return rows.map(readNamed)
}

/** The places that papers have in the ranking that readers see, by paper; those beyond the counted ones are absent. */
export async function findPlaces(pks: number[], window: Window): Promise<Map<number, number>> {
  const { prisma } = await database()
  const rows = await prisma.score.findMany({
    where: { ranking: 'attn', window, paperPk: { in: pks }, place: { not: null } },
    select: { paperPk: true, place: true },
  })
  return new Map(rows.map(({ paperPk, place }) => [paperPk, place!]))
}

/** What papers are called, by paper. */
export async function findNames(pks: number[]): Promise<Map<number, Named>> {
  const { prisma } = await database()
  const rows = await prisma.paper.findMany({ where: { pk: { in: pks } }, select: { pk: true, id: true, title: true } })
  return new Map(rows.map(row => [row.pk, row]))
}

/** The paper of an id, or of one that it had before. */
export async function findNamed(id: string): Promise<Named | null> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT pk, id, title FROM paper WHERE id = ${id} OR pk = (SELECT paper_pk FROM paper_alias WHERE id = ${id}) LIMIT 1`
  return rows[0] ? readNamed(rows[0]) : null
}

type Row = { pk: number | bigint; id: string; title: string }
const readNamed = (row: Row): Named => ({ ...row, pk: Number(row.pk) })
