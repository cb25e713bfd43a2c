import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/**
 * Text that only this installation can read again, and nobody can change: AES-256-GCM, base64url. It lets a reader carry for a while what
 * is not kept here any more.
 */
export function seal(purpose: string, text: string, secret: string, expiresAt: Date): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(purpose, secret), nonce)
  const plain = JSON.stringify({ text, until: expiresAt.getTime() })
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The text that was sealed for this purpose, or null: it was changed, is of another purpose or installation, or too old. */
export function unseal(purpose: string, sealed: string, secret: string, now: Date): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 29) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose, secret), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    const plain = decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
    const { text, until } = JSON.parse(plain) as { text: string; until: number }
    return until > now.getTime() ? text : null
  } catch {
    return null
  }
}

const keyOf = (purpose: string, secret: string) => createHmac('sha256', secret).update(`attn seal ${purpose}`).digest()
