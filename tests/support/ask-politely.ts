import { openGate } from '#jobs/gate'
import { makeAsk } from '#lib/sources/ask'
import { makeHttp } from '#lib/sources/http'

/** Asks a service so many times, one after the other, at the gate that all processes on the database of this one share. */
export async function askPolitely(url: string, gapMs: number, count: number, holder: string): Promise<void> {
  const { signal } = new AbortController()
  const gate = openGate({ politeness: { service: 'shared', gapMs }, holder, patienceMs: 60_000, signal })
  const http = makeHttp('Attn/test')
  const ask = makeAsk({ http, gate, signal, patienceMs: 60_000, now: () => new Date(), random: Math.random })
  for (let i = 0; i < count; i++) await ask({ url: `${url}/?by=${holder}`, accept: '*/*' })
}
