import { readFile, stat } from 'node:fs/promises'
import { parseReport, splitMailbox } from '#lib/domain/mail/report'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { findReportOwner } from '#lib/report-owner'
import { secret } from '#lib/secret'
import { type TakenReport, takeReport } from '#lib/store/bounces'
import { WrongArguments } from './arguments.ts'
import type { Answer, Call } from './verb.ts'

/** What became of the mails of some files. `strange`: no reports, or of no mail of ours. `aboutUs`: reports that mean this installation. */
export type BouncesReport = Record<TakenReport, number> & { strange: number; aboutUs: number }

/** The verb `bounces`. */
export function planBounces({ words, now, resolve }: Call): () => Promise<Answer> {
  if (words.length === 0) throw new WrongArguments('bounces needs a file: npm run attn -- bounces returned.mbox')
  return async () => {
    const report = await takeBounces(words.map(resolve), now)
    return { line: describeBounces(report), json: report }
  }
}

const MOST_BYTES = 200 * 2 ** 20

/**
 * Takes the reports of mailbox files (mbox, or one mail each). Doing it again changes nothing.
 * @throws when a file cannot be read
 */
export async function takeBounces(files: string[], now: Date): Promise<BouncesReport> {
  const counts: BouncesReport = { suppressed: 0, noted: 0, ignored: 0, strange: 0, aboutUs: 0 }
  for (const file of files) {
    if ((await stat(file)).size > MOST_BYTES) throw new Error(`${file} is larger than 200 MB: split it.`)
    for (const mail of splitMailbox(await readFile(file, 'latin1'))) await takeMail(mail, counts, now)
  }
  return counts
}

/** What was done, in one line. */
export function describeBounces({ suppressed, noted, ignored, strange, aboutUs }: BouncesReport): string {
  const parts = [
    suppressed && `${suppressed} end all mail to an address`,
    noted && `${noted} noted`,
    aboutUs && `${aboutUs} of them about this installation`,
    ignored && `${ignored} without consequence`,
    strange && `${strange} that are no reports on mails of ours`,
  ].filter(Boolean)
  return parts.length > 0 ? `Read ${parts.join(', ')}.` : 'There is no mail in it.'
}

async function takeMail(mail: string, counts: BouncesReport, now: Date): Promise<void> {
  const report = parseReport(mail)
  const owner = report && findReportOwner(report, { secret: secret(), siteUrl: env().SITE_URL, now })
  if (!owner) {
    counts.strange++
    return
  }
  counts[await takeReport(report, owner, now)]++
  if (report.about !== 'us') return
  counts.aboutUs++
  log.info('a mail came back for what is about this installation', { said: report.said })
}
