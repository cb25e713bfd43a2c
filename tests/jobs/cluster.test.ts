import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#lib/db'
import { expireLeases } from '#lib/store/deliveries'
import { openTestDatabase } from '#tests/support/database'
import { DUE, saveDueDigests, startDigestWorker } from '#tests/support/due-digests'
import { endServers, startServer, whyNoServer } from '#tests/support/libsql-server'
import { startSink } from '#tests/support/sink'

// On real libSQL servers, which lose their processes here as a machine would.

beforeEach(async context => {
  const why = await whyNoServer()
  if (why) context.skip(why)
})

afterAll(endServers)

describe('two workers on one server', { timeout: 300_000 }, () => {
  // More than one worker claims at a time, so that the other has some as well.
  const READERS = 260
  const CONNECTIONS = 4

  it('send each digest once, though a worker and then the server are killed', async () => {
    const server = await startServer()
    const sink = await startSink(20)
    await openTestDatabase({
      DATABASE_URL: server.url,
      SMTP_URL: sink.url,
      MAIL_CONNECTIONS: String(CONNECTIONS),
      SITE_URL: 'https://attn.example.org',
    })
    await saveDueDigests(READERS)
    const arrived = async (count: number) => {
      for (const began = Date.now(); (await sink.report()).total < count; await sleep(10))
        if (Date.now() - began > 60_000) throw new Error(`${count} mails never arrived`)
    }

    const [one, two] = [startDigestWorker(0), startDigestWorker(0)]
    await arrived(10)
    one.child.kill('SIGKILL')
    await one.done
    await arrived(30)
    await server.kill()
    await sleep(100)
    await server.start()
    await two.done
    // What the dead had claimed is free again once their leases ran out.
    let minutes = 6
    for (; minutes < 60 && (await unfinished()) > 0; minutes += 6) {
      await expireLeases(new Date(DUE.getTime() + minutes * 60_000))
      await startDigestWorker(minutes).done
    }

    const { prisma } = await database()
    const rows = await prisma.delivery.findMany({ select: { state: true, messageId: true } })
    const { duplicates, ids } = await sink.report(true)
    sink.stop()
    const sent = rows.filter(({ state }) => state === 'sent')
    const uncertain = rows.filter(({ state }) => state === 'uncertain')
    expect(duplicates).toBe(0)
    expect(sent.filter(({ messageId }) => !ids!.includes(messageId ?? ''))).toEqual([])
    expect(rows).toHaveLength(READERS)
    expect(sent.length + uncertain.length).toBe(READERS)
    // Those on the wire when a process died, at most.
    expect(uncertain.length).toBeLessThanOrEqual(2 * CONNECTIONS)
  })
})

async function unfinished(): Promise<number> {
  const { prisma } = await database()
  return prisma.delivery.count({ where: { state: { in: ['queued', 'retry', 'claimed', 'sending'] } } })
}
