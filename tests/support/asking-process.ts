// A process that asks a service politely: node --import tsx tests/support/asking-process.ts DATABASE_URL SERVICE_URL GAP_MS COUNT NAME

import { openGate } from '#jobs/gate'
import { closeDatabase } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { makeAsk } from '#lib/sources/ask'
import { makeHttp } from '#lib/sources/http'

const [databaseUrl = '', url = '', gapMs = '0', count = '0', holder = ''] = process.argv.slice(2)
process.env.DATABASE_URL = databaseUrl
forgetEnv()

const { signal } = new AbortController()
const gate = openGate({ politeness: { service: 'shared', gapMs: Number(gapMs) }, holder, patienceMs: 60_000, signal })
const http = makeHttp('Attn/test')
const ask = makeAsk({ http, gate, signal, patienceMs: 60_000, now: () => new Date(), random: Math.random })
for (let i = 0; i < Number(count); i++) await ask({ url: `${url}/?by=${holder}`, accept: '*/*' })
await closeDatabase()
