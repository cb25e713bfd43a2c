import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seal, unseal } from '#lib/sealed'

const NOW = new Date('2026-11-23T08:00:00Z')
const SOON = new Date('2026-11-24T08:00:00Z')

it('is read again by whoever sealed it, for that purpose and time alone', () => {
  const sealed = seal('undo', '{"email":"ada@example.org"}', 'secret', SOON)
  expect(sealed).toMatch(/^[\w-]+$/)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('ada')
  expect(unseal('undo', sealed, 'secret', NOW)).toBe('{"email":"ada@example.org"}')
  expect(unseal('other', sealed, 'secret', NOW)).toBeNull()
  expect(unseal('undo', sealed, 'another secret', NOW)).toBeNull()
  expect(unseal('undo', sealed, 'secret', SOON)).toBeNull()
})

it('answers any text, and none that was changed', () => {
  const sealed = seal('undo', 'text', 'secret', SOON)
  const bytes = Buffer.from(sealed, 'base64url')
  for (const [place] of bytes.entries()) {
    const changed = Buffer.from(bytes)
    changed[place]! ^= 1
    expect(unseal('undo', changed.toString('base64url'), 'secret', NOW)).toBeNull()
  }
  fc.assert(fc.property(fc.string(), text => unseal('undo', text, 'secret', NOW) === null))
})
