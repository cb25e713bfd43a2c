import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Eml, parseEml } from '#lib/domain/mail/eml'
import { env } from './env.ts'

/** A mail kept as a file because there is no SMTP_URL. `name` is the file's. */
export type OutboxEntry = { name: string; to: string; subject: string; date: string }

/** As many mails as the page shows. */
const SHOWN = 100
const NAME = /^[0-9A-Za-z-]{1,80}\.eml$/

/** The newest hundred mails of the outbox, newest first. */
export async function findOutbox(): Promise<OutboxEntry[]> {
  const names = (await readdir(folder()).catch(ignoreMissing)).filter(name => NAME.test(name))
  // A name begins with its time, so that the order of names is the order of time.
  const shown = names.sort().reverse().slice(0, SHOWN)
  return Promise.all(shown.map(readEntry))
}

/** One mail of the outbox, taken apart; null when there is none of that name. */
export async function readOutboxMail(name: string): Promise<(OutboxEntry & Eml) | null> {
  if (!NAME.test(name)) return null
  const raw = await readFile(join(folder(), name), 'latin1').catch(ignoreMissing)
  if (typeof raw !== 'string') return null
  const eml = parseEml(raw)
  return { name, ...summaryOf(eml), ...eml }
}

/** Writes one mail into the outbox, whole or not at all, and returns its file name. */
export async function writeOutboxMail(raw: Buffer, now: Date): Promise<string> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const unique = randomBytes(5).toString('hex')
  const name = `${now.toISOString().replace(/[:.]/g, '-')}-${unique}.eml`
  const draft = join(folder(), `.${unique}.tmp`)
  try {
    await writeFile(draft, raw, { flag: 'wx' })
    await rename(draft, join(folder(), name))
  } catch (error) {
    // The beginning of a mail, when the disk is full.
    await rm(draft, { force: true })
    throw error
  }
  return name
}

const folder = () => join(env().DATA_DIR, 'outbox')

/** Reads the header alone, which is within the first few kilobytes. */
async function readEntry(name: string): Promise<OutboxEntry> {
  const file = await open(join(folder(), name))
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0)
    return { name, ...summaryOf(parseEml(buffer.toString('latin1', 0, bytesRead))) }
  } finally {
    await file.close()
  }
}

const summaryOf = ({ headers }: Eml) => ({
  to: headers.to ?? '',
  subject: headers.subject ?? '',
  date: headers.date ?? '',
})

function ignoreMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
