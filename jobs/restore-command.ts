import { WrongArguments } from './arguments.ts'
import { RestoreFault, type RestoreReport, restoreBackup } from './restore.ts'
import type { Answer, Call } from './verb.ts'

/** `restore FILE`. */
export function planRestore({ words, values, now, resolve }: Call): () => Promise<Answer> {
  const [word] = words
  if (word === undefined) throw new WrongArguments('restore needs a file: npm run attn -- restore backups/NAME.db')
  const options = { replace: values.replace === true, sendMissed: values['send-missed'] === true, now }
  return async () => {
    try {
      const report = await restoreBackup({ file: resolve(word), ...options })
      return { line: renderRestore(report), json: report }
    } catch (error) {
      if (!(error instanceof RestoreFault)) throw error
      return { line: error.message, json: { error: error.message }, failed: true }
    }
  }
}

/** What is here now, and without hiding anything what nobody can know. */
export function renderRestore(report: RestoreReport): string {
  const { madeAt, papers, readers, sent, migrations, replaced, carried, notCarried, held, secret } = report
  const when = madeAt.toISOString()
  const count = held.digests + held.letters
  return [
    `Restored the backup of ${when}: ${papers} papers, ${readers} readers, ${sent} digests sent until then.`,
    ...(migrations > 0 ? [`It was older than this program: ${migrations} migrations applied.`] : []),
    ...(replaced ? [`What was here is at ${replaced}.`] : []),
    ...(notCarried ? [`What it knew could not be taken along: ${notCarried}.`] : []),
    carried
      ? `Taken along from it: ${carried.deliveries} rows of the ledger, ${carried.left} readers who left or get nothing any more. Who subscribed, confirmed or changed something after ${when} is as they were then, or not here.`
      : `Who left, changed or confirmed after ${when} is as they were then: links to leave in mails already sent still work.`,
    ...(count > 0
      ? [
          `${held.digests} digests and ${held.letters} letters fell due since and may have been sent: they are held. See \`mail\`; \`mail --resend all\` sends them.`,
        ]
      : []),
    ...SECRETS[secret],
  ].join('\n')
}

const UNTIL_THEN =
  'Until then links in mails already sent do not work, addresses that get nothing any more are not known as such, and who subscribes again is there twice.'

const SECRETS: Record<RestoreReport['secret'], string[]> = {
  restored: ['The secret was restored too: links in mails already sent go on working.'],
  'the same': [],
  another: [`SECRET is not the one that the backup was made with: set it to that. ${UNTIL_THEN}`],
  'not in it': [`The secret is not in it: set SECRET, or put the old DATA_DIR/secret back. ${UNTIL_THEN}`],
}
