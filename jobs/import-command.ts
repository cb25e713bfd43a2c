import { WrongArguments } from './arguments.ts'
import { PLURALS } from './export-command.ts'
import type { ImportReport } from './file-intake.ts'
import { importFiles } from './import.ts'
import { startProgress } from './progress.ts'
import type { Call } from './verb.ts'

/** `import FILE…`: what a line has wrong goes to stderr, one line each. */
export function planImport({ words, values, now, resolve }: Call) {
  if (words.length === 0) throw new WrongArguments('import needs a file: npm run attn -- import papers.jsonl')
  const signals = values.signals === true
  const sendMissed = values['send-missed'] === true
  return async () => {
    const progress = startProgress(values.json !== true)
    const report = await importFiles(words.map(resolve), {
      signals,
      sendMissed,
      now,
      onProgress: progress.show,
    }).finally(progress.end)
    for (const { file, line, field, why } of report.refused) console.error(`${file}:${line}: ${field}: ${why}`)
    return { line: renderImport(report, signals), json: report, failed: report.refusedCount > 0 }
  }
}

function renderImport(report: ImportReport, signals: boolean): string {
  const { papers, observations, corrections, own, refusedCount } = report
  const told = signals
    ? `Took ${observations.added} new observations (${observations.strangers} of papers not here yet)`
    : `Took ${papers.added} new papers, ${papers.changed} changed, ${papers.unchanged} known`
  const others = Object.entries({ correction: corrections, ...own }).filter(([, count]) => count > 0)
  const took = [told, ...others.map(([kind, count]) => `${count} ${PLURALS[kind as keyof typeof PLURALS]}`)].join(', ')
  return refusedCount > 0 ? `${took}; refused ${refusedCount} lines.` : `${took}.`
}
