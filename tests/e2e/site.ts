import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../support/command-line.ts'
import { BLANK } from '../support/variables.mjs'

// Chosen by the process that reads the configuration first; the processes of the tests inherit the choice.
process.env.E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 10_000))
process.env.E2E_SMTP_PORT ??= String(30_000 + Math.floor(Math.random() * 2_000))
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), 'attn-e2e-'))

const root = fileURLToPath(new URL('../..', import.meta.url))
const url = `http://localhost:${process.env.E2E_PORT}`

/** The site that browser tests visit: started for them alone, on a port and with data of its own. */
export const SITE = {
  root,
  url,
  dataDir: process.env.E2E_DATA_DIR,
  /** Where it hands its mails over. Nobody listens there but the test that wants them. */
  smtpPort: Number(process.env.E2E_SMTP_PORT),
  env: {
    ...BLANK,
    PORT: process.env.E2E_PORT,
    DATA_DIR: process.env.E2E_DATA_DIR,
    SMTP_URL: `smtp://127.0.0.1:${process.env.E2E_SMTP_PORT}`,
    MAIL_FROM: 'Attn <digest@attn.example.org>',
    ADMIN_EMAILS: 'ops@attn.example.org',
    ADMIN_TOKEN: 'a-token-for-operators',
    LOG_FORMAT: 'json',
    LOG_REQUESTS: 'on',
  },
}

/** Runs a verb of the command line, on the data of that site or another, and returns what it printed. @throws when it fails */
export async function attn(args: string[], env: Record<string, string> = SITE.env): Promise<string> {
  const { code, out, err } = await runCommand(args, env)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${out}${err}`)
  return out
}
