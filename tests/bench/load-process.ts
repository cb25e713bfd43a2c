// Readers in a process of their own, as many as the other process says and as long: each asks, waits for the answer and asks again, over a
// connection that stays. Started with an IPC channel; answers each `Load` with a `Loaded`.

import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { postForm } from '#tests/support/form-post'
import type { Load, Loaded } from './load.ts'

process.on('message', (load: Load) => {
  run(load).then(
    loaded => process.send!(loaded),
    error => process.send!({ error: String(error?.stack ?? error) }),
  )
})

async function run({ origins, paths, readers, ms, restMs, subscribeAt, subscribeEveryMs }: Load): Promise<Loaded> {
  const pools = origins.map(origin => new Pool(origin, { connections: Math.ceil(readers / origins.length) }))
  const began = performance.now()
  const cpu = process.cpuUsage()
  const isOver = () => performance.now() - began >= ms
  const times: number[] = []
  let failed = 0
  let next = 0

  async function read(reader: number) {
    const pool = pools[reader % pools.length]!
    while (!isOver()) {
      const asked = performance.now()
      const path = paths[next++ % paths.length]!
      const headers = { 'accept-encoding': 'gzip, deflate, br' }
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
      await body.arrayBuffer()
      if (statusCode !== 200) failed++
      times.push(performance.now() - asked)
      if (restMs > 0) await sleep(restMs)
    }
  }

  async function subscribe() {
    const form = { frequency: 'daily', hour: '8', timeZone: 'UTC' }
    for (let n = 0; subscribeAt.length > 0 && !isOver(); n++) {
      const email = `reader-${process.pid}-${n}@example.org`
      // Each from a network of its own, or there would soon be too many of one.
      const from = { 'x-forwarded-for': `203.${n % 200}.${Math.floor(n / 200) % 200}.7` }
      const { status } = await postForm(`${subscribeAt[n % subscribeAt.length]}/subscribe`, { ...form, email }, from)
      if (status !== 200) failed++
      await sleep(subscribeEveryMs)
    }
  }

  await Promise.all([...Array.from({ length: readers }, (_, reader) => read(reader)), subscribe()])
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  await Promise.all(pools.map(pool => pool.close()))
  return { seconds, failed, cores: (user + system) / 1e6 / seconds, times }
}
