const ROUNDS = 200
const WARM_UP = 30

/** How long each of some addresses takes to answer, in milliseconds, one request at a time and the addresses in turn. */
export async function measureLatency(urls: Record<string, string>): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(urls).map(name => [name, []]))
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, url] of Object.entries(urls)) {
      const began = performance.now()
      const answer = await fetch(url)
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
      if (round >= 0) times[name]!.push(performance.now() - began)
    }
  }
  return times
}

export function percentile(times: number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(share * (times.length - 1))]!
}
