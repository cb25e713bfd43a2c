import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONFIRM_MS } from '#lib/domain/subscription/confirmation'
import { forgetEnv } from '#lib/env'
import { secret } from '#lib/secret'
import { messageKey, type Purpose, readToken, signToken } from '#lib/token'
import { anyText } from '../support/any-text.ts'

const KEY = 'a secret for tests only'
const NOW = new Date('2026-11-23T08:00:00Z')
const PURPOSES: Purpose[] = ['confirm', 'manage', 'leave']

describe('tokens', () => {
  it('carry the subscriber back for their purpose alone', () => {
    for (const made of PURPOSES)
      for (const read of PURPOSES) {
        const answer = readToken(read, signToken(made, 'Ada_-1', KEY), KEY, NOW)
        expect(answer).toEqual(made === read ? { subscriberId: 'Ada_-1' } : { error: 'invalid' })
      }
  })
  it('confirm for 72 hours and not a second more', () => {
    const token = signToken('confirm', 'ada', KEY, new Date(NOW.getTime() + CONFIRM_MS))
    expect(readToken('confirm', token, KEY, new Date(NOW.getTime() + CONFIRM_MS - 1000))).toEqual({
      subscriberId: 'ada',
    })
    expect(readToken('confirm', token, KEY, new Date(NOW.getTime() + CONFIRM_MS))).toEqual({ error: 'expired' })
  })
  it('stand in a URL as they are', () => {
    expect(signToken('leave', 'ada', KEY)).toMatch(/^[A-Za-z0-9._-]+$/)
  })
  it('refuse every other secret and every changed character', () => {
    const token = signToken('leave', 'ada', KEY)
    expect(readToken('leave', token, `${KEY}!`, NOW)).toEqual({ error: 'invalid' })
    for (let at = 0; at < token.length; at++) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(readToken('leave', changed, KEY, NOW)).toEqual({ error: 'invalid' })
    }
  })
  it('answer any text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(readToken('leave', text, KEY, NOW)).toEqual({ error: 'invalid' })
      }),
    )
  })
})

describe('messageKey', () => {
  it('is the same for the same reader and date only', () => {
    const keys = [
      messageKey('ada', '2026-11-23', KEY),
      messageKey('ada', '2026-11-24', KEY),
      messageKey('bob', '2026-11-23', KEY),
    ]
    expect(new Set(keys).size).toBe(3)
    expect(messageKey('ada', '2026-11-23', KEY)).toBe(keys[0])
  })
})

describe('secret', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'attn-secret-'))
    process.env.DATA_DIR = join(dir, 'new', 'folder')
    delete process.env.SECRET
    forgetEnv()
  })
  afterEach(() => {
    rmSync(dir, { recursive: true })
    delete process.env.DATA_DIR
    forgetEnv()
  })
  it('is made once, and only its owner can read it', () => {
    const made = secret()
    expect(made.length).toBeGreaterThanOrEqual(32)
    expect(secret()).toBe(made)
    expect(statSync(join(dir, 'new/folder/secret')).mode & 0o777).toBe(0o600)
  })
  it('is what SECRET says where it is set', () => {
    process.env.SECRET = KEY
    forgetEnv()
    expect(secret()).toBe(KEY)
  })
  it('names a file that holds none', () => {
    secret()
    writeFileSync(join(dir, 'new/folder/secret'), '\n')
    expect(() => secret()).toThrow(/new\/folder\/secret holds no secret/)
  })
})
