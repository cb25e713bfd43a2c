// What the mailer must survive, at length: killed thirty times over 15,000 mails, four workers at once, told to stop, replies after half a
// minute, and a soak in which the server misbehaves at random. Counted by a mail server in another process, by Message-ID. Ends with 1 when
// a mail was sent twice, lost, or is in no final state. `--kills=30 --mails=15000 --soak=60 --only=kills`; the soak is in minutes of the mailer's clock.

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendDueDigests } from '#jobs/digest'
import { closeDatabase, database } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { closeMail } from '#lib/mail'
import { countDeliveries, expireLeases } from '#lib/store/deliveries'
import { planDeliveries } from '#lib/store/delivery-plan'
import { migrate, readMigrations } from '#lib/store/migrate'
import { saveCrowd } from '#tests/support/crowd'
import { type Sink, startSink } from '#tests/support/sink'
import { type Fault, startSmtp } from '#tests/support/smtp'
import { makeFolder } from '#tests/support/started-site'

const option = (name: string, otherwise: string) =>
  process.argv.find(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const KILLS = Number(option('kills', '30'))
const MAILS = Number(option('mails', '15000'))
const SOAK = Number(option('soak', '60'))
const ONLY = option('only', 'kills,workers,stop,slow,soak').split(',')
const CONNECTIONS = 10
const JOINED = new Date(0)
const DUE = new Date('2026-11-23T07:00:00Z')
const MINUTE = 60_000
const later = (minutes: number) => new Date(DUE.getTime() + minutes * MINUTE)

const FAULTS: Fault[] = [
  { at: 'greeting', reply: 554 },
  { at: 'mail', reply: 421 },
  { at: 'rcpt', reply: 450 },
  { at: 'rcpt', reply: 550, message: '5.2.2 full' },
  { at: 'rcpt', reply: 550, message: '5.7.1 not you' },
  { at: 'rcpt', drop: true },
  { at: 'mid-data', drop: true },
  { at: 'data', drop: true },
  { at: 'data', reply: 451 },
  { at: 'data', reply: 421 },
  { at: 'data', delayMs: 300 },
]

const { folder, remove } = makeFolder()
try {
  if (ONLY.includes('kills')) await kills()
  if (ONLY.includes('workers')) await workers()
  if (ONLY.includes('stop')) await stop()
  if (ONLY.includes('slow')) await slow()
  if (ONLY.includes('soak')) await soak()
} finally {
  closeMail()
  await closeDatabase()
  remove()
}

/** A database of its own with so many readers due, and ten papers. */
async function openNew(name: string, url: string, readers: number): Promise<void> {
  await closeDatabase()
  closeMail()
  Object.assign(process.env, {
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, `${name}.db`)}`,
    SECRET: 'a secret for benches only',
    SMTP_URL: url,
    MAIL_CONNECTIONS: String(CONNECTIONS),
    SITE_URL: 'https://attn.example.org',
  })
  forgetEnv()
  const { transact } = await database()
  await migrate(await database(), readMigrations('prisma/migrations'), JOINED)
  await transact([
    {
      sql: `INSERT INTO paper (id, title_key, title, abstract, published, first_seen_at, changed_at)
            SELECT 'paper-' || value, value, 'On paper ' || value, ?2, '2026-11-20', 0, 0 FROM json_each(?1)`,
      args: [JSON.stringify(Array.from({ length: 40 }, (_, i) => i + 1)), 'All of it is about attention. '.repeat(30)],
    },
  ])
  await saveCrowd(readers, { dueAt: DUE })
}

function startWorker(now: Date): { child: ChildProcess; done: Promise<number | null> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/run-digests.ts', now.toISOString()], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { child, done: new Promise(resolve => child.on('close', code => resolve(code))) }
}

/** What the server counted held against the ledger. */
async function audit(name: string, sink: Sink, allowed: Record<string, number>): Promise<void> {
  const { prisma } = await database()
  const { duplicates, total, ids } = await sink.report(true)
  const arrived = new Set(ids)
  const rows = await prisma.delivery.findMany({ select: { state: true, messageId: true } })
  const lost = rows.filter(row => row.state === 'sent' && !arrived.has(row.messageId ?? '')).length
  const states = await countDeliveries(JOINED)
  const heldArrived = rows.filter(row => row.state === 'uncertain' && arrived.has(row.messageId ?? '')).length
  const unfinished = rows.filter(row => !['sent', 'uncertain', 'failed', 'skipped'].includes(row.state)).length
  const tooMany = Object.entries(states).filter(([state, count]) => count > (allowed[state] ?? 0))
  console.log(
    `${name}: ${total} arrived, ${duplicates} twice, ${lost} lost, ${unfinished} unfinished; ledger ${JSON.stringify(states)}; of the uncertain ${heldArrived} arrived`,
  )
  if (duplicates + lost + unfinished + tooMany.length > 0) process.exitCode = 1
}

async function kills(): Promise<void> {
  const sink = await startSink()
  await openNew('kills', sink.url, MAILS)
  const uncertain: number[] = []
  let minutes = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const before = (await sink.report()).total
    const { child, done } = startWorker(later(minutes))
    const until = before + 1 + Math.floor(Math.random() * (MAILS / KILLS) * 1.2)
    let ended = false
    void done.then(() => {
      ended = true
    })
    while (!ended && (await sink.report()).total < until) await sleep(Math.random() * 20)
    child.kill('SIGKILL')
    await done
    minutes += 6
    uncertain.push((await expireLeases(later(minutes))).uncertain)
  }
  await startWorker(later(minutes)).done
  const { total } = await sink.report()
  console.log(
    `killed ${KILLS} times over ${MAILS} mails: uncertain per kill ${uncertain.join(' ')} (at most ${Math.max(...uncertain)} of ${CONNECTIONS} connections), ${total} on the wire`,
  )
  if (Math.max(...uncertain) > CONNECTIONS) process.exitCode = 1
  await audit('kills', sink, { sent: MAILS, uncertain: KILLS * CONNECTIONS })
  sink.stop()
}

async function workers(): Promise<void> {
  for (const count of [2, 4]) {
    const sink = await startSink()
    await openNew(`workers${count}`, sink.url, 2000)
    await Promise.all(Array.from({ length: count }, () => startWorker(DUE).done))
    await audit(`${count} workers at once`, sink, { sent: 2000 })
    sink.stop()
  }
}

async function stop(): Promise<void> {
  const sink = await startSink(1500)
  await openNew('stop', sink.url, 400)
  const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/cli.ts', 'digest', '--now', DUE.toISOString()], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const done = new Promise(resolve => child.on('close', resolve))
  while ((await sink.report()).total < 15) await sleep(50)
  const began = performance.now()
  child.kill('SIGTERM')
  await done
  const took = performance.now() - began
  const states = await countDeliveries(JOINED)
  console.log(`told to stop: ended after ${(took / 1000).toFixed(1)} s, ledger ${JSON.stringify(states)}`)
  if (took > 30_000 || states.sending || states.claimed || states.uncertain) process.exitCode = 1
  await startWorker(later(1)).done
  await audit('told to stop, and gone on', sink, { sent: 400 })
  sink.stop()
}

async function slow(): Promise<void> {
  const sink = await startSink(31_000)
  await openNew('slow', sink.url, 2 * CONNECTIONS)
  const { summary } = await sendDueDigests({ now: DUE, worker: 'bench' })
  console.log(`replies after 31 s: ${summary}`)
  await audit('replies after 31 s', sink, { sent: 2 * CONNECTIONS })
  sink.stop()
}

/** Every minute some readers are due and the server does something else wrong, now and then for a minute long to everybody. */
async function soak(): Promise<void> {
  const smtp = await startSmtp()
  const readers = SOAK * 20
  await openNew('soak', smtp.url, readers)
  const { transact, prisma } = await database()
  await planDeliveries(DUE)
  await transact([
    { sql: `UPDATE delivery SET next_attempt_at = ? + (abs(random()) % ?) * ${MINUTE}`, args: [DUE.getTime(), SOAK] },
  ])
  const at = process.memoryUsage().rss
  const began = performance.now()
  let tick = 0
  for (; tick < SOAK || (tick < SOAK + 590 && (await unfinished()) > 0); tick++) {
    const fault = FAULTS[Math.floor(Math.random() * FAULTS.length)]!
    const raging = tick < SOAK
    smtp.fail(raging ? [fault, fault] : [], raging && Math.random() < 0.2)
    await sendDueDigests({ now: later(tick), worker: `soak ${tick % 3}` })
  }
  const twice = [...smtp.seen.values()].filter(count => count > 1).length
  const arrived = new Set(smtp.arrived.map(({ mail }) => mail.messageId))
  const rows = await prisma.delivery.findMany({ select: { state: true, messageId: true, attempts: true } })
  // A message that was read to its end, answered "not now" and sent again is no duplicate: its server said that it did not take it.
  const takenTwice = smtp.arrived.length - arrived.size
  const lost = rows.filter(row => row.state === 'sent' && !arrived.has(row.messageId ?? '')).length
  console.log(
    `soak of ${tick} ticks, ${readers} readers, ${((performance.now() - began) / 1000).toFixed(0)} s: taken twice ${takenTwice}, lost ${lost}, read twice and refused once ${twice}, ledger ${JSON.stringify(await countDeliveries(JOINED))}, memory ${(at / 2 ** 20).toFixed(0)} ▶ ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  )
  if (takenTwice + lost + (await unfinished()) > 0) process.exitCode = 1
  await smtp.stop()
}

async function unfinished(): Promise<number> {
  const { prisma } = await database()
  return prisma.delivery.count({ where: { state: { in: ['queued', 'retry', 'claimed', 'sending'] } } })
}
