import { env } from '#lib/env'
import { LEAST_KEPT_DAYS } from '#lib/operate-settings'
import { WrongArguments } from './arguments.ts'
import { describePruned, pruneLedger } from './prune.ts'
import type { Answer, Call } from './verb.ts'

const USUAL_DAYS = 400

/** `prune`: removes old rows of the ledger; which papers went to whom only with --papers. */
export function planPrune({ values, now, signal }: Call): () => Promise<Answer> {
  const days = Number(values.days ?? env().KEEP_DELIVERIES_DAYS ?? USUAL_DAYS)
  if (!Number.isInteger(days) || days < LEAST_KEPT_DAYS)
    throw new WrongArguments(
      `--days "${values.days}" is no number of days that is allowed: at least ${LEAST_KEPT_DAYS}.`,
    )
  const dryRun = values['dry-run'] === true
  return async () => {
    const report = await pruneLedger({ now, days, papers: values.papers === true, dryRun, signal })
    const none = `Nothing that may go is from before ${report.before.toISOString().slice(0, 10)}.`
    return { line: describePruned(report, dryRun) ?? none, json: report, failed: report.stopped }
  }
}
