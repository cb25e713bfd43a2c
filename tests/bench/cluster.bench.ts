// Many machines, all on loopback: a real libSQL server. First how quickly pages and searches come out of a file, out of a copy beside the site and
// over HTTP from a server, asked in turn; then digests by two workers at once while a worker and the server are killed again and again,
// counted by a mail server in another process. Ends with 1 when a mail was sent twice, lost, or is in no final state.
// `--mails=5000 --rounds=150 --kills=6 --only=reads,mails`

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase, database } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { countDeliveries, expireLeases } from '#lib/store/deliveries'
import { migrate, readMigrations } from '#lib/store/migrate'
import { DUE, saveDueDigests, startDigestWorker } from '#tests/support/due-digests'
import { endServers, type LibsqlServer, startServer, whyNoServer } from '#tests/support/libsql-server'
import { startSink } from '#tests/support/sink'
import { findFreePort, killStartedSites, makeFolder, startSite } from '#tests/support/started-site'

const option = (name: string, otherwise: string) =>
  process.argv.find(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const MAILS = Number(option('mails', '5000'))
const ROUNDS = Number(option('rounds', '150'))
const KILLS = Number(option('kills', '6'))
const ONLY = option('only', 'reads,mails').split(',')
const CONNECTIONS = 10
const PAGES = { home: '/', search: '/?q=attention', paper: '/papers/2307.07982' }

const why = await whyNoServer()
const { folder, remove } = makeFolder()
try {
  if (why) console.log(`Not measured: ${why}.`)
  else {
    if (ONLY.includes('reads')) await reads(await startServer())
    if (ONLY.includes('mails')) await mails(await startServer())
  }
} finally {
  killStartedSites()
  await closeDatabase()
  await endServers()
  remove()
}

async function reads(server: LibsqlServer): Promise<void> {
  const start = async (name: string, variables: Record<string, string>) => {
    const site = startSite({
      PORT: String(await findFreePort()),
      DATA_DIR: join(folder, name),
      JOBS: 'off',
      ...variables,
    })
    await site.says(/Attn is at/)
    return site.url
  }
  const sites = {
    file: await start('file', {}),
    copy: await start('copy', { DATABASE_URL: server.url }),
    server: await start('server', { DATABASE_URL: server.url, DATABASE_REPLICA: 'off' }),
  }
  for (const [page, path] of Object.entries(PAGES)) {
    const times = { file: [] as number[], copy: [] as number[], server: [] as number[] }
    for (let round = -20; round < ROUNDS; round++)
      for (const [name, url] of Object.entries(sites)) {
        const began = performance.now()
        await (await fetch(url + path)).arrayBuffer()
        if (round >= 0) times[name as keyof typeof sites].push(performance.now() - began)
      }
    const cells = Object.entries(times).map(([name, all]) => {
      const [p50, p99] = [percentile(all, 0.5), percentile(all, 0.99)]
      const base = percentile(times.file, 0.5)
      return `${name} ${p50.toFixed(1)} / ${p99.toFixed(1)} ms (${(p50 / base).toFixed(2)} ×)`
    })
    console.log(`${page.padEnd(8)} p50 / p99: ${cells.join('   ')}`)
  }
  killStartedSites()
}

function percentile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
}

async function mails(server: LibsqlServer): Promise<void> {
  const sink = await startSink()
  Object.assign(process.env, {
    DATA_DIR: folder,
    DATABASE_URL: server.url,
    SECRET: 'a secret for benches only',
    SMTP_URL: sink.url,
    MAIL_CONNECTIONS: String(CONNECTIONS),
    SITE_URL: 'https://attn.example.org',
  })
  forgetEnv()
  await migrate(await database(), readMigrations('prisma/migrations'), new Date(0))
  await saveDueDigests(MAILS)
  const began = performance.now()
  let minutes = 0
  for (let kill = 0; kill < KILLS; kill++, minutes += 6) {
    const workers = [startDigestWorker(minutes), startDigestWorker(minutes)]
    let ended = false
    void Promise.all(workers.map(({ done }) => done)).then(() => {
      ended = true
    })
    const until = (await sink.report()).total + Math.floor((MAILS / (KILLS + 1)) * (0.5 + Math.random()))
    while (!ended && (await sink.report()).total < until) await sleep(20)
    if (kill % 2 === 0) workers[0]!.child.kill('SIGKILL')
    else {
      await server.kill()
      await sleep(500)
      await server.start()
    }
    await sleep(1000)
    for (const { child } of workers) child.kill('SIGKILL')
    await Promise.all(workers.map(({ done }) => done))
    await expireLeases(new Date(DUE.getTime() + (minutes + 6) * 60_000))
  }
  await Promise.all([startDigestWorker(minutes).done, startDigestWorker(minutes).done])
  const seconds = (performance.now() - began) / 1000
  const { prisma } = await database()
  const rows = await prisma.delivery.findMany({ select: { state: true, messageId: true } })
  const { duplicates, total, ids } = await sink.report(true)
  const arrived = new Set(ids)
  const lost = rows.filter(({ state, messageId }) => state === 'sent' && !arrived.has(messageId ?? '')).length
  const unfinished = rows.filter(({ state }) => !['sent', 'uncertain', 'failed', 'skipped'].includes(state)).length
  console.log(
    `${MAILS} digests by two workers, ${KILLS} kills (workers and server in turn), ${seconds.toFixed(0)} s: ${total} arrived, ${duplicates} twice, ${lost} lost, ${unfinished} unfinished; ledger ${JSON.stringify(await countDeliveries(new Date(0)))}`,
  )
  if (duplicates + lost + unfinished + MAILS - rows.length > 0) process.exitCode = 1
  sink.stop()
}
