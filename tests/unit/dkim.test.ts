import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, describe, expect, it } from 'vitest'
import { openBulkEncoder } from '#lib/bulk-mime'
import { openSigner } from '#lib/dkim'
import { headerText } from '#lib/domain/mail/mail'
import { EnvError, parseEnv } from '#lib/env'

const folder = mkdtempSync(join(tmpdir(), 'attn-dkim-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const DKIM_KEY_FILE = join(folder, 'key.pem')
writeFileSync(DKIM_KEY_FILE, privateKey.export({ type: 'pkcs8', format: 'pem' }))
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
const settings = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'attn', DKIM_KEY_FILE }

const mail = openBulkEncoder()({
  from: headerText('Attn <digest@example.org>'),
  to: headerText('ada@example.org'),
  subject: headerText('23 Nov 2026: Über Aufmerksamkeit 注意力'),
  date: new Date('2026-11-23T07:00:00Z'),
  messageId: headerText('<key@attn.example.org>'),
  headers: {
    'List-Unsubscribe': headerText('<https://attn.example.org/u/L>'),
    'List-Unsubscribe-Post': headerText('List-Unsubscribe=One-Click'),
  },
  text: [{ text: 'Ends in spaces  \nand dots\n.\n\n\n', shared: true }],
  html: [{ text: `<p>${'ü'.repeat(500)}</p>\n`, shared: false }],
})

/** What an independent verifier says, asked with the public key that a domain would publish. */
async function verify(raw: Buffer) {
  const resolver = async (name: string) => {
    expect(name).toBe('attn._domainkey.example.org')
    return [[record]]
  }
  const [result] = (await dkimVerify(raw, { resolver })).results
  return result as unknown as { status: { result: string }; signingHeaders: { keys: string } }
}

describe('a signature', () => {
  it('is valid to an independent verifier, and covers both headers of one-click unsubscribing', async () => {
    const signed = await openSigner(settings)!(mail)
    const result = await verify(signed)
    expect(result.status.result).toBe('pass')
    const covered = String(result.signingHeaders.keys).toLowerCase().split(': ')
    for (const name of ['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post'])
      expect(covered).toContain(name)
    expect(signed.subarray(signed.length - mail.length)).toEqual(mail)
  })
  it.each(['List-Unsubscribe: <https', 'List-Unsubscribe-Post: List', 'Ends in spaces', 'Subject: '])(
    'is void once %j is touched',
    async text => {
      const signed = (await openSigner(settings)!(mail)).toString('latin1')
      expect(signed).toContain(text)
      const result = await verify(Buffer.from(signed.replace(text, `${text}x`), 'latin1'))
      expect(result.status.result).not.toBe('pass')
    },
  )
})

describe('settings', () => {
  it('are all three or none', () => {
    expect(openSigner(parseEnv({}))).toBeNull()
    expect(() => parseEnv({ DKIM_DOMAIN: 'example.org' })).toThrow(/^DKIM_SELECTOR is missing/)
    expect(() => parseEnv({ DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'a' })).toThrow(/^DKIM_KEY_FILE is missing/)
    expect(() => parseEnv({ ...settings, DKIM_SELECTOR: 'a;b' })).toThrow(/^DKIM_SELECTOR must be a name/)
  })
  it('whose key is none name it', () => {
    const open = (name: string, text?: string) => () => {
      const file = join(folder, name)
      if (text !== undefined) writeFileSync(file, text)
      return openSigner({ ...settings, DKIM_KEY_FILE: file })
    }
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const small = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
    for (const [attempt, told] of [
      [open('missing'), /^DKIM_KEY_FILE \(.*\) cannot be read, the system says ENOENT/],
      [open('text', 'not a key'), /^DKIM_KEY_FILE \(.*\) holds no private key/],
      [open('public', publicKey.export({ type: 'spki', format: 'pem' }).toString()), /holds no private key/],
      [open('ed25519', ed25519), /must hold an RSA key of 1024 bits/],
      [open('small', small.toString()), /must hold an RSA key of 1024 bits/],
    ] as const) {
      expect(attempt).toThrow(EnvError)
      expect(attempt).toThrow(told)
    }
  })
})
