import { parseAddress } from '#lib/domain/subscription/address'
import type { ExportedThing } from '#lib/store/export'
import { findStatus } from '#lib/store/status'
import { type Given, type Options, readTime, WrongArguments } from './arguments.ts'
import { planBounces } from './bounces.ts'
import { sendDueDigests } from './digest.ts'
import { describePreview } from './digest-report.ts'
import { exportEverything } from './export.ts'
import type { ImportReport } from './file-intake.ts'
import { importFiles } from './import.ts'
import { planIngest } from './ingest-command.ts'
import { MAIL_OPTIONS, planMail, showsMail } from './mail-command.ts'
import { startProgress } from './progress.ts'
import { planRank, previewsRanking } from './rank-command.ts'
import { renderStatus } from './status-table.ts'
import { planTag, TAG_OPTIONS } from './tag-command.ts'
import { runWorker } from './worker.ts'
import { newWorkerName } from './worker-name.ts'

/** What a verb is called with. `resolve` makes a file name absolute, from where the command was typed. */
export type Call = Given & { now: Date; signal: AbortSignal; resolve(file: string): string }

/** What a verb did: a line to read, and the same for a script. `data`: stdout already carries data. `failed`: exit code 1. */
export type Answer = { line: string; json: object; data?: boolean; failed?: boolean }

/**
 * One verb. `plan` reads what was given, throws WrongArguments or returns the work. `recorded`: shown on /status as a run,
 * unless it `previews`: shows what would be. `endsInOrder`: it obeys `signal` and finishes what is in flight; others end at once.
 */
export type Verb = {
  usage: string
  about: string
  options: Options
  mostWords: number
  recorded?: boolean
  previews?(values: Given['values']): boolean
  endsInOrder?: boolean
  plan(call: Call): () => Promise<Answer>
}

const FLAG = { type: 'boolean' } as const
const VALUE = { type: 'string' } as const

/** The command line, verb by verb. */
export const VERBS: Record<string, Verb> = {
  import: {
    usage: 'import FILE…',
    about: 'papers (.txt listing, .jsonl, .jsonl.gz, .json), or observations of signals with --signals',
    options: { signals: FLAG },
    mostWords: Number.POSITIVE_INFINITY,
    recorded: true,
    plan: planImport,
  },
  ingest: {
    usage: 'ingest [SOURCE…] [--from DAY] [--until DAY]',
    about: 'fetch from the sources once; or what one gave on some days, with --oai by way of the archive',
    options: { from: VALUE, until: VALUE, oai: FLAG },
    mostWords: Number.POSITIVE_INFINITY,
    recorded: true,
    endsInOrder: true,
    plan: planIngest,
  },
  rank: {
    usage: 'rank [--now T] [--preset P] [--diff] [--explain ID]',
    about: 'compute what is trending; with --preset, --diff or --explain only show what would be (--window W)',
    options: { now: VALUE, preset: VALUE, diff: FLAG, explain: VALUE, window: VALUE },
    mostWords: 0,
    recorded: true,
    previews: previewsRanking,
    plan: planRank,
  },
  tag: {
    usage: 'tag [PAPER --add TOPIC --remove TOPIC …]',
    about:
      'give all papers their topics anew; or correct one: --add, --remove, --undo; or --explain PAPER, --corrections',
    options: TAG_OPTIONS,
    mostWords: 1,
    recorded: true,
    previews: values => values.explain !== undefined || values.corrections === true,
    endsInOrder: true,
    plan: planTag,
  },
  digest: {
    usage: 'digest [--now T] [--dry-run] [--to ADDRESS]',
    about: 'send the digests that are due; --dry-run only says which, --to asks about one reader',
    options: { now: VALUE, 'dry-run': FLAG, to: VALUE },
    mostWords: 0,
    recorded: true,
    previews: values => values['dry-run'] === true,
    endsInOrder: true,
    plan: planDigest,
  },
  mail: {
    usage: 'mail [--resend WHICH] [--close WHICH] [--resume] …',
    about:
      'what is held as uncertain, and why nobody sends; send again or take as sent (a key, an address, all); --lift ADDRESS',
    options: MAIL_OPTIONS,
    mostWords: 0,
    recorded: true,
    previews: showsMail,
    plan: planMail,
  },
  bounces: {
    usage: 'bounces FILE…',
    about: 'take bounces and complaints out of mailbox files',
    options: {},
    mostWords: Number.POSITIVE_INFINITY,
    recorded: true,
    plan: planBounces,
  },
  worker: {
    usage: 'worker',
    about: 'run the schedule until stopped',
    options: {},
    mostWords: 0,
    endsInOrder: true,
    plan: planWorker,
  },
  export: {
    usage: 'export [--out FILE]',
    about: 'everything that a reader or an operator owns, as JSON lines',
    options: { out: VALUE },
    mostWords: 0,
    plan: planExport,
  },
  status: {
    usage: 'status',
    about: 'how fresh the papers are, and what the work that happens by itself did last',
    options: {},
    mostWords: 0,
    plan: planStatus,
  },
}

/** The help text. */
export function renderHelp(): string {
  const verbs = Object.values(VERBS).map(({ usage, about }) => `  ${usage.padEnd(54)}${about}`)
  return [
    'npm run attn -- VERB …        (npm run -s attn -- VERB … keeps npm itself quiet)',
    '',
    ...verbs,
    '',
    'Each takes --json for an answer in one JSON object. Exit code: 0 done, 1 failed, 2 wrong arguments.',
  ].join('\n')
}

function planImport({ words, values, now, resolve }: Call) {
  if (words.length === 0) throw new WrongArguments('import needs a file: npm run attn -- import papers.jsonl')
  const signals = values.signals === true
  return async () => {
    const progress = startProgress(values.json !== true)
    const report = await importFiles(words.map(resolve), { signals, now, onProgress: progress.show }).finally(
      progress.end,
    )
    for (const { file, line, field, why } of report.refused) console.error(`${file}:${line}: ${field}: ${why}`)
    return { line: renderImport(report, signals), json: report, failed: report.refusedCount > 0 }
  }
}

function renderImport(report: ImportReport, signals: boolean): string {
  const { papers, observations, corrections, refusedCount } = report
  const told = signals
    ? `Took ${observations.added} new observations (${observations.strangers} of papers not here yet)`
    : `Took ${papers.added} new papers, ${papers.changed} changed, ${papers.unchanged} known`
  const took = corrections > 0 ? `${told}, ${corrections} corrections of topics` : told
  return refusedCount > 0 ? `${took}; refused ${refusedCount} lines.` : `${took}.`
}

function planDigest(call: Call) {
  const now = readTime(call, call.now)
  const to = call.values.to === undefined ? undefined : readAddress(String(call.values.to))
  const dryRun = call.values['dry-run'] === true
  return async () => {
    const report = await sendDueDigests({ now, dryRun, to, worker: newWorkerName(), signal: call.signal })
    const unsent = to !== undefined && report.retry + report.uncertain > 0
    const line = [report.summary ?? 'No digest is due.', ...describePreview(report.preview)].join('\n')
    return { line, json: report, failed: report.failed > 0 || unsent || report.stopped !== null }
  }
}

function readAddress(text: string): string {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new WrongArguments(`--to ${text}: ${parsed.message}`)
  return parsed.address
}

function planWorker({ signal }: Call) {
  return async () => {
    await runWorker({ signal })
    return { line: 'The worker stopped.', json: {}, data: true }
  }
}

const PLURALS: Record<ExportedThing['kind'], string> = {
  paper: 'papers',
  correction: 'corrections of topics',
  signal: 'observations',
  subscriber: 'subscribers',
  delivery: 'deliveries',
  delivered: 'papers delivered',
}

function planExport({ values, resolve }: Call) {
  const out = values.out === undefined ? null : resolve(String(values.out))
  return async () => {
    const report = await exportEverything(out)
    const parts = Object.entries(report).map(([kind, count]) => `${count} ${PLURALS[kind as ExportedThing['kind']]}`)
    const told = parts.length > 0 ? `Exported ${parts.join(', ')}` : 'The database is empty: exported nothing'
    const line = `${told}${out ? ` to ${out}` : ''}.`
    return { line, json: { ...report, out }, data: out === null }
  }
}

function planStatus({ now }: Call) {
  return async () => {
    const status = await findStatus(now)
    return { line: renderStatus(status, now), json: status }
  }
}
