import { describe, expect, it } from 'vitest'
import { isDatabaseAway, isDatabaseOut } from '#lib/database-fault'

describe('a database that does not do its work', () => {
  it.each([
    'fetch failed: connect ECONNREFUSED 127.0.0.1:8080',
    'SQLITE_BUSY: database is locked',
    'Invalid `prisma.job.create()` invocation: Operation has timed out',
    'Database error. Code: `26`. Message: `SQLITE_NOTADB: file is not a database`',
    'SQLITE_CORRUPT: database disk image is malformed',
    'SQLITE_CANTOPEN: the file /srv/attn/attn.db is gone',
    'SQLITE_FULL: database or disk is full',
  ])('is out: %s', message => {
    expect(isDatabaseOut(new Error(message))).toBe(true)
  })

  it('is no fault of our program, and a file that is broken is no server that is away', () => {
    expect(isDatabaseOut(new Error('SQLITE_ERROR: no such table: paper'))).toBe(false)
    expect(isDatabaseOut(new TypeError("Cannot read properties of undefined (reading 'id')"))).toBe(false)
    expect(isDatabaseAway(new Error('SQLITE_CORRUPT: database disk image is malformed'))).toBe(false)
  })
})
