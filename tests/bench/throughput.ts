import { Pool } from 'undici'

const CONNECTIONS = 8
const ROUNDS = 5
const ROUND_MS = 1500

/**
 * How many requests a second each of some addresses answers to a few readers at once, as browsers ask: the median of some rounds, the
 * addresses in turn, so that a slow moment of the machine hits all alike.
 */
export async function measureThroughput(urls: Record<string, string>): Promise<Record<string, number>> {
  const rates: Record<string, number[]> = Object.fromEntries(Object.keys(urls).map(name => [name, []]))
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, url] of Object.entries(urls)) {
      const rate = await measureOnce(new URL(url))
      if (round >= 0) rates[name]!.push(rate)
    }
  return Object.fromEntries(
    Object.entries(rates).map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!]),
  )
}

async function measureOnce(url: URL): Promise<number> {
  const pool = new Pool(url.origin, { connections: CONNECTIONS })
  const began = performance.now()
  let answered = 0
  const ask = async () => {
    while (performance.now() - began < ROUND_MS) {
      const { statusCode, body } = await pool.request({
        path: url.pathname + url.search,
        method: 'GET',
        headers: { 'accept-encoding': 'gzip, deflate, br' },
      })
      await body.arrayBuffer()
      if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`)
      answered++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, ask))
  const seconds = (performance.now() - began) / 1000
  await pool.close()
  return answered / seconds
}
