import { join } from 'node:path'
import { fileOfUrl } from '#lib/database-file'
import { env } from '#lib/env'
import { WrongArguments } from './arguments.ts'
import { BackupFault, type BackupReport, makeBackup, megabytes } from './backup.ts'
import type { Answer, Call } from './verb.ts'

const ON_A_SERVER =
  'The database is on a server, which makes its own copies: take those, and once one is back in its place say `mail --hold-missed` before a worker starts; or, with the workers stopped, `export --out FILE`, which an `import` takes back.'

/** `backup`: to a file, or into a folder; without either into DATA_DIR/backups. */
export function planBackup({ values, now, resolve }: Call): () => Promise<Answer> {
  const keep = values.keep === undefined ? undefined : Number(values.keep)
  if (keep !== undefined && !(Number.isInteger(keep) && keep >= 1))
    throw new WrongArguments(`--keep "${values.keep}" is no number of backups: write 7.`)
  const named = values.out === undefined ? null : resolve(String(values.out))
  if (keep !== undefined && named?.endsWith('.db'))
    throw new WrongArguments('--keep goes with a folder: with --out FILE.db there is nothing to choose from.')
  // Said whether or not the server answers.
  if (fileOfUrl(env().DATABASE_URL) === null) throw new WrongArguments(ON_A_SERVER)
  return async () => {
    const onStep = (words: string) => values.json !== true && process.stderr.isTTY && console.error(words)
    try {
      const report = await makeBackup({ out: named ?? join(env().DATA_DIR, 'backups'), keep, now, onStep })
      return { line: renderBackup(report), json: report }
    } catch (error) {
      if (!(error instanceof BackupFault)) throw error
      return { line: error.message, json: { error: error.message }, failed: true }
    }
  }
}

function renderBackup({ file, bytes, seconds, papers, readers, secret, removed }: BackupReport): string {
  const what = `${papers} papers, ${readers} readers${secret ? ' and the secret' : '; the secret is that of SECRET, keep it elsewhere'}`
  const went = removed > 0 ? ` ${removed} older removed.` : ''
  return `Saved ${what} to ${file}: ${megabytes(bytes)} in ${seconds.toFixed(1)} s, checked.${went}`
}
