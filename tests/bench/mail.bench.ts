// How many mails leave in a second, and how much of the processor each takes: the whole way (plan, claim, compose, send, write down) against
// nodemailer's own pool with the same mails. Two processes: this one sends, another one counts. `--messages=100000` for the long one,
// which shows how memory goes; `--planned=100000`.

import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { renderDigest } from '#emails/digest'
import { sendDueDigests } from '#jobs/digest'
import { composeFor } from '#jobs/digest-issue'
import { closeDatabase, database } from '#lib/db'
import { headerText } from '#lib/domain/mail/mail'
import { DEFAULT_PREFERENCES } from '#lib/domain/subscription/preferences'
import { forgetEnv } from '#lib/env'
import { closeMail, sendEncoded } from '#lib/mail'
import { encodeMail } from '#lib/mime'
import { planDeliveries } from '#lib/store/delivery-plan'
import { migrate, readMigrations } from '#lib/store/migrate'
import { saveCrowd } from '#tests/support/crowd'
import { type Sink, startSink } from '#tests/support/sink'
import { makeFolder } from '#tests/support/started-site'

const option = (name: string, otherwise: number) =>
  Number(process.argv.find(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const ROUNDS = option('rounds', 3)
const MESSAGES = option('messages', 6_000)
const PLANNED = option('planned', 100_000)
const BASELINE = option('baseline', 1_500)
const DUE = new Date('2026-11-23T07:00:00Z')
const HOUR = 3_600_000
const ZONES = ['UTC', 'Africa/Abidjan', 'Atlantic/Reykjavik', 'Etc/GMT', 'Africa/Accra', 'Africa/Dakar']

const hour = (hours: number) => new Date(DUE.getTime() + hours * HOUR)
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`

type Cost = { perSecond: number; cpu: number }

const { folder, remove } = makeFolder()
const sink = await startSink()
try {
  await measurePlanning()
  await openNew('send.db')
  await savePapers()
  await measureSending(sink)
} finally {
  sink.stop()
  closeMail()
  await closeDatabase()
  remove()
}

async function openNew(name: string): Promise<void> {
  await closeDatabase()
  Object.assign(process.env, {
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, name)}`,
    SECRET: 'a secret for benches only',
    SMTP_URL: sink.url,
    SITE_URL: 'https://attn.example.org',
    BOUNCE_ADDRESS: 'bounces@example.org',
  })
  forgetEnv()
  await migrate(await database(), readMigrations('prisma/migrations'), new Date(0))
}

async function measurePlanning(): Promise<void> {
  await openNew('plan.db')
  await saveCrowd(PLANNED, { dueAt: DUE, zones: ZONES })
  const began = process.cpuUsage()
  const at = performance.now()
  const { queued } = await planDeliveries(DUE)
  const { user, system } = process.cpuUsage(began)
  console.log(
    `planned ${queued} deliveries in ${seconds(performance.now() - at)} (${((user + system) / 1e6).toFixed(1)} s of the processor)`,
  )
}

async function measureSending(sink: Sink): Promise<void> {
  const mail = await sampleMail()
  console.log(
    `a mail of ten papers: HTML ${kb(Buffer.byteLength(mail.html))}, text ${kb(Buffer.byteLength(mail.text))}, subject ${JSON.stringify(mail.subject)}`,
  )
  const topics = [[], ['video'], ['code'], ['video', 'code'], ['language-modeling'], ['video', 'language-modeling']]
  for (let round = 0; round < ROUNDS; round++)
    await saveCrowd(MESSAGES, { dueAt: hour(round), prefix: `${'abcdefgh'[round]}`, hour: 7 + round, topics })
  const pooled: Cost[] = []
  const bare: Cost[] = []
  const ours: Cost[] = []
  const memory = [process.memoryUsage().rss]
  for (let round = 0; round < ROUNDS; round++) {
    pooled.push(await measure(BASELINE, () => sendByPool(mail)))
    bare.push(await measure(2 * BASELINE, () => sendBare(mail)))
    const before = await sink.report()
    ours.push(
      await measure(MESSAGES, async () => {
        const report = await sendDueDigests({ now: hour(round), worker: 'bench' })
        if (report.sent !== MESSAGES) throw new Error(`sent ${report.sent}: ${report.summary}`)
      }),
    )
    const after = await sink.report()
    if (round === 0) console.log(`on the wire a mail of ours has ${kb((after.octets - before.octets) / MESSAGES)}`)
    memory.push(process.memoryUsage().rss)
  }
  const [pool, wire, own] = [median(pooled), median(bare), median(ours)]
  console.log(
    `nodemailer's pool     ${pool.perSecond.toFixed(0)} messages/s, ${pool.cpu.toFixed(0)} µs of the processor each`,
  )
  console.log(
    `one encoded mail over SMTPConnection alone ${wire.perSecond.toFixed(0)} messages/s, ${wire.cpu.toFixed(0)} µs of the processor each`,
  )
  console.log(
    `the whole way         ${own.perSecond.toFixed(0)} messages/s, ${own.cpu.toFixed(0)} µs of the processor each`,
  )
  console.log(
    `                      ${(own.perSecond / pool.perSecond).toFixed(1)} × the rate, ${(own.cpu / pool.cpu).toFixed(2)} × the processor; medians of ${ROUNDS}`,
  )
  console.log(
    `memory: ${memory.map(bytes => `${(bytes / 2 ** 20).toFixed(0)} MB`).join(' ▶ ')} after ${MESSAGES} mails each`,
  )
}

function median(costs: Cost[]): Cost {
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  return { perSecond: middle(costs.map(cost => cost.perSecond)), cpu: middle(costs.map(cost => cost.cpu)) }
}

async function measure(count: number, work: () => Promise<void>): Promise<Cost> {
  const cpu = process.cpuUsage()
  const began = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (count / (performance.now() - began)) * 1000, cpu: (user + system) / count }
}

async function sampleMail() {
  const subscriberId = Buffer.from('a sample, 16 b…').toString('base64url').slice(0, 22)
  const addressee = {
    subscriberId,
    email: 'sample@example.org',
    preferences: DEFAULT_PREFERENCES,
    localDate: '2026-11-23',
  }
  const issue = await composeFor(addressee)
  if (issue.kind === 'nothing') throw new Error(issue.why)
  const reader = {
    preferences: DEFAULT_PREFERENCES,
    manageUrl: `https://attn.example.org/subscription/${'m'.repeat(57)}`,
    leaveUrl: `https://attn.example.org/u/${'l'.repeat(57)}`,
  }
  return renderDigest({ issue, siteUrl: 'https://attn.example.org', reader, freshness: 'arXiv: fresh, 2 h ago.' })
}

/** What the wire alone costs: the same mail, encoded once, time and again over as many connections. */
async function sendBare(mail: Awaited<ReturnType<typeof sampleMail>>): Promise<void> {
  const from = headerText('Attn <digest@example.org>')
  const to = headerText('ada@example.org')
  const raw = await encodeMail({ ...mail, from, to, date: DUE, messageId: headerText('<bare@example.org>') })
  let left = 2 * BASELINE
  const lane = async () => {
    while (left-- > 0) await sendEncoded({ returnPath: 'digest@example.org', to, date: DUE, raw })
  }
  await Promise.all(Array.from({ length: 10 }, lane))
}

async function sendByPool({ subject, headers, text, html }: Awaited<ReturnType<typeof sampleMail>>): Promise<void> {
  const pool = createTransport({ url: sink.url, pool: true, maxConnections: 10, maxMessages: 100 } as object)
  await Promise.all(
    Array.from({ length: BASELINE }, (_, number) =>
      pool.sendMail({
        from: 'Attn <digest@example.org>',
        to: `reader${number}@example.org`,
        subject,
        text,
        html,
        headers: { ...headers },
      }),
    ),
  )
  pool.close()
}

/** Papers with abstracts as long as they are, so that a mail of ten is near 33 KB on the wire. */
async function savePapers(): Promise<void> {
  const { transact } = await database()
  const sentence =
    'We show that attention over “long” contexts – with O(n²) cost – can be had for less, and say how much less in each case. '
  const rows = Array.from({ length: 400 }, (_, number) => ({
    id: `2611.${String(number).padStart(5, '0')}`,
    title: `On the ${number}th way to look at everything at once: attention, revisited with care`,
    topics: [['video', 'code', 'language-modeling'][number % 3]!, ...(number % 2 ? ['attention-mechanisms'] : [])],
    score: 1000 - number,
  }))
  const payload = JSON.stringify(rows)
  await transact([
    {
      sql: `INSERT INTO paper (id, arxiv_id, title_key, title, abstract, authors, published, code_url, first_seen_at, changed_at)
            SELECT value ->> 'id', value ->> 'id', value ->> 'id', value ->> 'title', ?2, ?3, '2026-11-20', 'https://github.com/example/' || (value ->> 'id'), 0, 0
            FROM json_each(?1)`,
      args: [
        payload,
        sentence.repeat(9),
        JSON.stringify(['Ada Lovelace', 'Béla Bartók', 'Grace Hopper', 'Alan Turing', 'Kurt Gödel']),
      ],
    },
    {
      sql: `INSERT INTO paper_topic (topic_slug, paper_pk, reason) SELECT t.value, p.pk, 'said so' FROM json_each(?) r JOIN paper p ON p.id = r.value ->> 'id', json_each(r.value, '$.topics') t`,
      args: [payload],
    },
    {
      sql: `INSERT INTO score (ranking, window, paper_pk, score, gain, because, published, mark)
            SELECT 'attn', w.value, p.pk, r.value ->> 'score', 1, '[{"signal":"upvotes","value":41,"share":1}]', '2026-11-20', 0
            FROM json_each(?) r JOIN paper p ON p.id = r.value ->> 'id', json_each('["day","week"]') w`,
      args: [payload],
    },
  ])
}
