// The command line with one more source: node --import tsx tests/support/ingest-process.ts VERB …, with the service's address in TINY_URL
// and the gap it wants, in milliseconds, in TINY_GAP.

import { SOURCES } from '#lib/sources/sources'
import { makeTinySource } from './tiny-source.ts'

const { TINY_URL = '', TINY_GAP = '0' } = process.env
SOURCES.push(makeTinySource(TINY_URL, Number(TINY_GAP)))
await import('#jobs/cli')
