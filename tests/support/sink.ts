import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What a sink counted: different complete messages by Message-ID, how many of them came more than once, all that came, their octets. */
export type SinkReport = { messages: number; duplicates: number; total: number; octets: number; ids?: string[] }

/** A mail server in a process of its own that does nothing but count. */
export type Sink = { url: string; report(withIds?: boolean): Promise<SinkReport>; stop(): void }

/** Starts one. It answers each message after `delayMs`. */
export async function startSink(delayMs = 0): Promise<Sink> {
  const script = fileURLToPath(new URL('./smtp-sink.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => (await lines.next()).value as string
  const port = await next()
  return {
    url: `smtp://127.0.0.1:${port}`,
    report: async (withIds = false) => {
      child.stdin.write(withIds ? 'ids\n' : '\n')
      return JSON.parse(await next())
    },
    stop: () => child.stdin.end(),
  }
}
