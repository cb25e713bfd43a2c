import { database } from '#lib/db'
import { SIGNALS, type Signal } from '#lib/domain/rank/signals'

/** Of so many observations, the newest, a signal is looked for: all of them would keep a large database busy for a moment. */
const LOOKED_AT = 100_000

/** When each signal was last observed of any paper; null where it is not among the newest observations. */
export async function findSignalAges(): Promise<Record<Signal, Date | null>> {
  const signals = Object.keys(SIGNALS) as Signal[]
  const ages = await Promise.all(signals.map(findLast))
  return Object.fromEntries(signals.map((signal, i) => [signal, ages[i]])) as Record<Signal, Date | null>
}

// The index on the time is read from its end, and no further than to the first that fits.
async function findLast(signal: Signal): Promise<Date | null> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<{ at: number | bigint }[]>`
    SELECT observed_at AS at FROM (SELECT signal, observed_at FROM observation ORDER BY observed_at DESC LIMIT ${LOOKED_AT})
    WHERE signal = ${signal} LIMIT 1`
  return rows[0] ? new Date(Number(rows[0].at)) : null
}
