// A process that asks a service politely: node --import tsx tests/support/asking-process.ts DATABASE_URL SERVICE_URL GAP_MS COUNT NAME

import { closeDatabase } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { askPolitely } from './ask-politely.ts'

const [databaseUrl = '', url = '', gapMs = '0', count = '0', holder = ''] = process.argv.slice(2)
process.env.DATABASE_URL = databaseUrl
forgetEnv()
await askPolitely(url, Number(gapMs), Number(count), holder)
await closeDatabase()
