import type { Given } from './arguments.ts'
import type { Verb } from './verb.ts'

const FLAG = { type: 'boolean' } as const
const VALUE = { type: 'string' } as const
const TOPICS = { type: 'string', multiple: true } as const

/** Whether `rank` was asked to show what would be; then it writes nothing. */
export const previewsRanking = ({ preset, explain, diff }: Given['values']): boolean =>
  preset !== undefined || explain !== undefined || diff === true

/** Whether `mail` only shows what is. */
export const showsMail = ({ resend, close, resume, lift, 'hold-missed': hold }: Given['values']): boolean =>
  !(resend || close || resume || lift || hold)

/** The command line, verb by verb. What a verb is made of is loaded when it is planned: most of it is no other verb's. */
export const VERBS: Record<string, Verb> = {
  import: {
    usage: 'import FILE… [--signals] [--send-missed]',
    about:
      'papers (.txt listing, .jsonl, .jsonl.gz, .json), observations with --signals, or an export; what fell due since it is held',
    options: { signals: FLAG, 'send-missed': FLAG },
    mostWords: Number.POSITIVE_INFINITY,
    recorded: true,
    plan: async call => (await import('./import-command.ts')).planImport(call),
  },
  ingest: {
    usage: 'ingest [SOURCE…] [--from DAY] [--until DAY]',
    about: 'fetch from the sources once; or what one gave on some days, with --oai by way of the archive',
    options: { from: VALUE, until: VALUE, oai: FLAG },
    mostWords: Number.POSITIVE_INFINITY,
    recorded: true,
    endsInOrder: true,
    plan: async call => (await import('./ingest-command.ts')).planIngest(call),
  },
  rank: {
    usage: 'rank [--now T] [--preset P] [--diff] [--explain ID]',
    about: 'compute what is trending; with --preset, --diff or --explain only show what would be (--window W)',
    options: { now: VALUE, preset: VALUE, diff: FLAG, explain: VALUE, window: VALUE },
    mostWords: 0,
    recorded: true,
    previews: previewsRanking,
    plan: async call => (await import('./rank-command.ts')).planRank(call),
  },
  tag: {
    usage: 'tag [PAPER --add TOPIC --remove TOPIC …]',
    about:
      'give all papers their topics anew; or correct one: --add, --remove, --undo; or --explain PAPER, --corrections',
    options: { explain: VALUE, corrections: FLAG, add: TOPICS, remove: TOPICS, undo: TOPICS },
    mostWords: 1,
    recorded: true,
    previews: values => values.explain !== undefined || values.corrections === true,
    endsInOrder: true,
    plan: async call => (await import('./tag-command.ts')).planTag(call),
  },
  reindex: {
    usage: 'reindex',
    about: 'build the search index anew; the old one serves until then',
    options: {},
    mostWords: 0,
    recorded: true,
    endsInOrder: true,
    plan: async call => (await import('./reindex-command.ts')).planReindex(call),
  },
  digest: {
    usage: 'digest [--now T] [--dry-run] [--to ADDRESS]',
    about: 'send the digests that are due; --dry-run only says which, --to asks about one reader',
    options: { now: VALUE, 'dry-run': FLAG, to: VALUE },
    mostWords: 0,
    recorded: true,
    previews: values => values['dry-run'] === true,
    endsInOrder: true,
    plan: async call => (await import('./digest-command.ts')).planDigest(call),
  },
  mail: {
    usage: 'mail [--resend WHICH] [--close WHICH] [--resume] …',
    about:
      'what is held as uncertain, and why nobody sends; send again or take as sent (a key, an address, all); --lift ADDRESS, --look ADDRESS; --hold-missed after a copy took the place of a database',
    options: { resend: VALUE, close: VALUE, resume: FLAG, lift: VALUE, look: VALUE, 'hold-missed': FLAG },
    mostWords: 0,
    recorded: true,
    audits: true,
    previews: showsMail,
    plan: async call => (await import('./mail-command.ts')).planMail(call),
  },
  bounces: {
    usage: 'bounces FILE…',
    about: 'take bounces and complaints out of mailbox files',
    options: {},
    mostWords: Number.POSITIVE_INFINITY,
    recorded: true,
    plan: async call => (await import('./bounces.ts')).planBounces(call),
  },
  prune: {
    usage: 'prune [--days N] [--papers] [--dry-run]',
    about:
      'remove from the ledger what ended as many days ago, else KEEP_DELIVERIES_DAYS, else 400; with --papers also which papers went to whom: they may come again',
    options: { days: VALUE, papers: FLAG, 'dry-run': FLAG },
    mostWords: 0,
    recorded: true,
    previews: values => values['dry-run'] === true,
    endsInOrder: true,
    plan: async call => (await import('./prune-command.ts')).planPrune(call),
  },
  run: {
    usage: 'run JOB [--wait]',
    about: 'let the worker run a job of the schedule within a minute: rank, digest, index, a source …',
    options: { wait: FLAG },
    mostWords: 3,
    endsInOrder: true,
    plan: async call => (await import('./run-command.ts')).planRun(call),
  },
  pause: {
    usage: 'pause [SOURCE|mail] [--why TEXT]',
    about: 'ask a source no more, or send no mail, until it is resumed; without a word, what is paused',
    options: { why: VALUE },
    mostWords: 1,
    plan: async call => (await import('./pause-command.ts')).planPause(call),
  },
  resume: {
    usage: 'resume SOURCE|mail',
    about: 'let go on what was paused',
    options: {},
    mostWords: 1,
    plan: async call => (await import('./pause-command.ts')).planResume(call),
  },
  audit: {
    usage: 'audit [--limit N]',
    about: 'what operators did, on /admin and here',
    options: { limit: VALUE },
    mostWords: 0,
    plan: async call => (await import('./audit-command.ts')).planAudit(call),
  },
  admin: {
    usage: 'admin [--link]',
    about: "who may enter the operator's page /admin; --link makes a way in that works once",
    options: { link: FLAG },
    mostWords: 0,
    plan: async call => (await import('./admin-command.ts')).planAdmin(call),
  },
  worker: {
    usage: 'worker',
    about: 'run the schedule until stopped',
    options: {},
    mostWords: 0,
    endsInOrder: true,
    plan: async call => (await import('./worker-command.ts')).planWorker(call),
  },
  export: {
    usage: 'export [--out FILE]',
    about: 'everything that a reader or an operator owns, as JSON lines',
    options: { out: VALUE },
    mostWords: 0,
    recorded: true,
    asIs: true,
    plan: async call => (await import('./export-command.ts')).planExport(call),
  },
  backup: {
    usage: 'backup [--out FILE|FOLDER] [--keep N]',
    about: 'a copy of the database and the secret, while everything runs; of those in the folder N are kept',
    options: { out: VALUE, keep: VALUE },
    mostWords: 0,
    recorded: true,
    asIs: true,
    plan: async call => (await import('./backup-command.ts')).planBackup(call),
  },
  restore: {
    usage: 'restore FILE [--replace] [--send-missed]',
    about: 'put a backup in place; what fell due since is held, for it may have been sent, unless --send-missed',
    options: { replace: FLAG, 'send-missed': FLAG },
    mostWords: 1,
    bare: true,
    plan: async call => (await import('./restore-command.ts')).planRestore(call),
  },
  status: {
    usage: 'status',
    about: 'how fresh the papers are, and what the work that happens by itself did last',
    options: {},
    mostWords: 0,
    asIs: true,
    plan: async call => (await import('./status-command.ts')).planStatus(call),
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
