import { randomInt } from 'node:crypto'
import { database } from '#lib/db'
import { newSince } from '#lib/domain/paper/date'
import { type Reading, readSeries, type Series } from '#lib/domain/rank/reading'
import type { RankingSettings } from '#lib/domain/rank/settings'
import { isSignal } from '#lib/domain/rank/signals'

/** So many papers' observations are read at a time. */
const BATCH = 5000

/** A time that never comes. */
const NEVER = 8_640_000_000_000_000

/** A paper's id with what is read of its signals. */
export type PaperReadings = { arxivId: string; readings: Reading[] }

/**
 * Reads anew the observations of all papers whose reading is stale: something was observed since, the paper's date changed, a time came for
 * which there are observations already, it was made for a later time than `now`, or for other settings. Says how many it read.
 */
export async function refreshReadings(settings: RankingSettings, now: Date): Promise<number> {
  const { prisma, transact } = await database()
  const madeFor = JSON.stringify([settings.halfLifeMs, settings.caps])
  const [{ ids } = { ids: '[]' }] = await prisma.$queryRaw<{ ids: string }[]>`
    SELECT json_group_array(arxiv_id) AS ids FROM reading
    WHERE stale_at <= ${now.getTime()} OR made_at > ${now.getTime()} OR made_for <> ${madeFor}`
  const stale: string[] = JSON.parse(ids)
  // A mark of this run: what is observed between reading and writing takes it away, and what was read is not written.
  const claim = -randomInt(1, 2 ** 47)
  for (let at = 0; at < stale.length; at += BATCH) {
    const batch = stale.slice(at, at + BATCH)
    await transact([
      {
        sql: 'UPDATE reading SET stale_at = ? WHERE arxiv_id IN (SELECT value FROM json_each(?))',
        args: [claim, JSON.stringify(batch)],
      },
    ])
    const rows = (await readBatch(batch, settings, now)).map(({ arxivId, readings, nextAt }) => ({
      arxivId,
      staleAt: nextAt ?? NEVER,
      data: formatReadings(readings),
    }))
    await transact([
      {
        sql: `UPDATE reading SET made_at = ?2, made_for = ?3, stale_at = value->>'staleAt', data = value->>'data' FROM json_each(?1)
          WHERE arxiv_id = value->>'arxivId' AND stale_at = ?4`,
        args: [JSON.stringify(rows), now.getTime(), madeFor, claim],
      },
    ])
  }
  return stale.length
}

/** Reads the observations of all papers, or of some, up to `now`, and writes nothing. */
export async function previewReadings(settings: RankingSettings, now: Date, only?: string[]): Promise<PaperReadings[]> {
  const { prisma } = await database()
  const [{ ids } = { ids: '[]' }] = await prisma.$queryRaw<{ ids: string }[]>`
    SELECT json_group_array(arxiv_id) AS ids FROM reading`
  const all: string[] = only ?? JSON.parse(ids)
  const readings: PaperReadings[] = []
  for (let at = 0; at < all.length; at += BATCH) {
    for (const read of await readBatch(all.slice(at, at + BATCH), settings, now)) readings.push(read)
  }
  return readings
}

type BatchRow = {
  arxiv_id: string
  published: string | null
  seen_at: number | bigint | null
  next_at: number | bigint | null
  series: string
}

const newAtOf = ({ published, seen_at }: BatchRow, now: Date) =>
  published === null ? null : newSince(published, new Date(Math.min(Number(seen_at), now.getTime())))

async function readBatch(
  arxivIds: string[],
  settings: RankingSettings,
  now: Date,
): Promise<(PaperReadings & { nextAt: number | null })[]> {
  const { prisma } = await database()
  // The observations of one paper and signal lie side by side in the order of time, and are put together in that order.
  const rows = await prisma.$queryRawUnsafe<BatchRow[]>(
    `SELECT i.value AS arxiv_id, p.published, p.first_seen_at + 0 AS seen_at,
       (SELECT min(o.observed_at) FROM observation o WHERE o.arxiv_id = i.value AND o.observed_at > ?2) AS next_at,
       (SELECT json_group_array(json_array(signal, times, counts)) FROM (
          SELECT o.signal, group_concat(o.observed_at) AS times, group_concat(o.value) AS counts FROM observation o
          WHERE o.arxiv_id = i.value AND o.observed_at <= ?2 GROUP BY o.signal)) AS series
     FROM json_each(?1) i LEFT JOIN paper p ON p.arxiv_id = i.value`,
    JSON.stringify(arxivIds),
    now.getTime(),
  )
  return rows.map(row => ({
    arxivId: row.arxiv_id,
    nextAt: row.next_at === null ? null : Number(row.next_at),
    readings: parseSeries(row.series).flatMap(series => readSeries(series, newAtOf(row, now), settings) ?? []),
  }))
}

function parseSeries(text: string): Series[] {
  return (JSON.parse(text) as [string, string, string][]).flatMap(([signal, times, counts]) => {
    if (!isSignal(signal)) return []
    const values: number[] = JSON.parse(`[${counts}]`)
    const observed = (JSON.parse(`[${times}]`) as number[]).map((at, index) => ({ at, value: values[index]! }))
    return [{ signal, observed: observed.sort((a, b) => a.at - b.at) }]
  })
}

/** Readings as they are kept: lists without names, for there may be hundreds of thousands. */
const formatReadings = (readings: Reading[]): string =>
  JSON.stringify(readings.map(one => [one.signal, one.firstAt, one.lastAt, one.total, one.gains, one.levels]))

export type KeptReading = [Reading['signal'], number, number, number, number[], number[]]

export const parseReading = ([signal, firstAt, lastAt, total, gains, levels]: KeptReading): Reading => ({
  signal,
  firstAt,
  lastAt,
  total,
  gains,
  levels,
})
