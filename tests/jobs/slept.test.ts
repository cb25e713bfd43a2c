import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sendDueDigests } from '#jobs/digest'
import { database } from '#lib/db'
import { closeMail } from '#lib/mail'
import { countDeliveries, expireLeases } from '#lib/store/deliveries'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, saveReader } from '../support/readers.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

// A worker that does not get to run for an hour, while another takes over: the machine slept, or the process was stopped.

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const AN_HOUR_LATER = new Date('2026-11-23T08:00:00Z')

/** Runs right after a wire mark was written, before its worker goes on. */
const sleep = vi.hoisted(() => ({ afterMark: null as null | (() => Promise<void>) }))

vi.mock('#lib/store/wire', async importOriginal => {
  const original = await importOriginal<typeof import('#lib/store/wire')>()
  const exchangeNotes: typeof original.exchangeNotes = async (worker, notes, now) => {
    const answer = await original.exchangeNotes(worker, notes, now)
    const slept = notes.marks.length > 0 ? sleep.afterMark : null
    if (slept) sleep.afterMark = null
    await slept?.()
    return answer
  }
  return { ...original, exchangeNotes }
})

let smtp: TestSmtp
beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(async () => {
  closeMail()
  await smtp.stop()
})
beforeEach(async () => {
  smtp.beforeReply(async () => {})
  smtp.arrived.length = 0
  smtp.seen.clear()
  await openTestDatabase({ SMTP_URL: smtp.url, MAIL_FROM: 'Attn <digest@example.org>' })
  await savePapers([ATTENTION])
  await saveReader(ADA, JOINED)
})

const resend = async () =>
  (await database()).prisma.delivery.updateMany({
    where: { state: 'uncertain' },
    data: { state: 'queued', claimedBy: null, nextAttemptAt: AN_HOUR_LATER },
  })
const sendByOther = () => sendDueDigests({ now: AN_HOUR_LATER, worker: 'other' })

it('between the mark and the first byte: it does not send what another sent meanwhile', async () => {
  let now = DUE
  sleep.afterMark = async () => {
    now = AN_HOUR_LATER
    expect(await expireLeases(now)).toEqual({ requeued: 0, uncertain: 1 })
    await resend()
    expect(await sendByOther()).toMatchObject({ sent: 1 })
  }
  expect(await sendDueDigests({ now: DUE, worker: 'sleeper', clock: () => now })).toMatchObject({ sent: 0 })
  expect([...smtp.seen.values()]).toEqual([1])
  expect(await countDeliveries(JOINED)).toEqual({ sent: 1 })
})

it('between the mark and the first byte, and nobody did anything: its mail is sent after all, once', async () => {
  let now = DUE
  sleep.afterMark = async () => {
    now = AN_HOUR_LATER
    await expireLeases(now)
  }
  await sendDueDigests({ now: DUE, worker: 'sleeper', clock: () => now })
  await sendDueDigests({ now: new Date('2026-11-23T09:00:00Z'), worker: 'other' })
  expect([...smtp.seen.values()]).toEqual([1])
  expect(await countDeliveries(JOINED)).toEqual({ sent: 1 })
})

it('while its mail was on the wire: its late word counts as long as nobody sends it again, and then no more', async () => {
  for (const again of [false, true]) {
    await openTestDatabase({ SMTP_URL: smtp.url, MAIL_FROM: 'Attn <digest@example.org>' })
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    smtp.beforeReply(async () => {
      smtp.beforeReply(async () => {})
      await expireLeases(AN_HOUR_LATER)
      if (again) await resend()
    })
    await sendDueDigests({ now: DUE, worker: 'sleeper' })
    expect(await countDeliveries(JOINED)).toEqual(again ? { queued: 1 } : { sent: 1 })
  }
})
