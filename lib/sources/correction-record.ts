import { z } from 'zod'
import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { isTopic } from '#lib/domain/topics/taxonomy'
import { type Refusal, readRefusal } from './refusal.ts'

const text = () => z.string({ error: issue => (issue.input === undefined ? 'it is missing' : 'it has to be text') })

const record = z.object({
  id: text()
    .min(1, 'it is empty')
    .max(500, 'it is too long')
    .transform(id => parseArxivId(id)?.id ?? id),
  topic: text().refine(isTopic, { error: issue => `"${String(issue.input).slice(0, 60)}" is no topic` }),
  change: z.enum(['add', 'remove'], { error: 'it has to be add or remove' }),
  correctedAt: z.iso.datetime({ error: 'it is no time (2026-02-03T04:05:06Z is one)' }).nullish(),
})

/** What one line says of a topic of a paper: that it belongs, or that it does not, and when that was said. */
export type CorrectionRecord = z.infer<typeof record>

/** Reads `{kind: "correction", id, topic, change, correctedAt?}` as an export writes it; other fields are passed over. */
export function parseCorrectionRecord(value: unknown): { correction: CorrectionRecord } | { refused: Refusal } {
  const parsed = record.safeParse(value)
  return parsed.success ? { correction: parsed.data } : { refused: readRefusal(parsed.error) }
}
