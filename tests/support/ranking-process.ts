// Another process that ranks all papers of the database this way and that way round, as often as it is told. In every other ranking
// only half of them have a score: the rest follows, and the two halves come from two places.

import { closeDatabase, database } from '#lib/db'
import { saveRanking } from '#lib/store/ranking'

const { prisma } = await database()
const papers = (await prisma.paper.findMany({ orderBy: { id: 'asc' }, select: { pk: true } })).map(({ pk }) => pk)

for (let round = 0; round < Number(process.argv[2]); round++) {
  const isForward = round % 2 === 0
  // Without a score papers follow by their date, which is the same, and then the one stored last first: backward.
  const order = isForward ? papers : [...papers].reverse().slice(0, papers.length / 2)
  const ranked = order.map((pk, index) => ({
    pk,
    published: '2026-10-01',
    score: 1000 - index,
    gain: 1,
    because: [],
    day: null,
  }))
  await saveRanking({ ranking: 'attn', window: 'week', now: new Date(round), settings: '' }, ranked)
}
await closeDatabase()
