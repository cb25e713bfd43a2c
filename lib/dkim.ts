import { createPrivateKey, createSign, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import DKIM from 'nodemailer/lib/dkim'
import { type Env, EnvError } from './env.ts'

/** Signs a mail: answers with the mail behind its signature. */
export type Signer = (raw: Buffer) => Promise<Buffer>

/** What a signature covers: all that a reader sees, and both headers of one-click unsubscribing, which nodemailer's own list leaves out (RFC 8058 §4). */
const SIGNED =
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:List-Id:List-Unsubscribe:List-Unsubscribe-Post:List-Help:List-Archive:Auto-Submitted:Precedence:Feedback-ID'

/**
 * The signer of these settings, or null where mails are not signed.
 * @throws EnvError naming the variable that cannot be used
 */
export function openSigner(settings: Pick<Env, 'DKIM_DOMAIN' | 'DKIM_SELECTOR' | 'DKIM_KEY_FILE'>): Signer | null {
  const { DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE } = settings
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_KEY_FILE) return null
  // A key of text would be parsed for every mail, which costs more than all else.
  const privateKey = readKey(DKIM_KEY_FILE) as unknown as string
  const dkim = new DKIM({ domainName: DKIM_DOMAIN, keySelector: DKIM_SELECTOR, privateKey, headerFieldNames: SIGNED })
  return async raw => {
    const chunks: Buffer[] = []
    for await (const chunk of dkim.sign(raw)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }
}

function readKey(file: string): KeyObject {
  const key = parseKey(file)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== 'rsa' || bits < 1024)
    throw new EnvError(`DKIM_KEY_FILE (${file}) must hold an RSA key of 1024 bits or more: receivers take no other.`)
  // nodemailer sends what it cannot sign without a signature, and says nothing.
  createSign('RSA-SHA256').update('').sign(key)
  return key
}

function parseKey(file: string): KeyObject {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new EnvError(
      `DKIM_KEY_FILE (${file}) cannot be read, the system says ${(error as NodeJS.ErrnoException).code}.`,
    )
  }
  try {
    return createPrivateKey(text)
  } catch {
    throw new EnvError(`DKIM_KEY_FILE (${file}) holds no private key in PEM without a password.`)
  }
}
