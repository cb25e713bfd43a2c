import { runCommandLine } from '#jobs/command-line'
import type { StopRequest } from '#jobs/stopping'
import { forgetEnv } from '#lib/env'

export type Ran = { code: number; out: string; err: string }

/**
 * Runs the command line in this process, as jobs/cli.ts does in one of its own. `stop`: how it is asked to end, which by itself it
 * is not.
 */
export const runCommand = (
  args: string[],
  variables: Record<string, string> = {},
  stop: StopRequest = { signal: new AbortController().signal, exitCode: undefined },
): Promise<Ran> => runProgram(() => runCommandLine(args, () => stop), variables)

/**
 * Runs a program of ours in this process and gathers what it says. Variables given replace those of the environment while it runs. One
 * at a time: environment, streams and database are the process's, and it closes the last in the end.
 */
export async function runProgram(program: () => Promise<number>, variables: Record<string, string>): Promise<Ran> {
  const said = { out: '', err: '' }
  const before = Object.keys(variables).map(name => [name, process.env[name]] as const)
  const spies = [gather('stdout', 'out', said), gather('stderr', 'err', said)]
  Object.assign(process.env, variables)
  forgetEnv()
  try {
    const code = await program()
    return { code, ...said }
  } finally {
    for (const restore of spies) restore()
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    forgetEnv()
  }
}

// Not by way of the console alone, nor of the streams alone: that of Vitest does not end in the streams of the process, as Node's own does.
function gather(stream: 'stdout' | 'stderr', place: 'out' | 'err', said: { out: string; err: string }): () => void {
  const method = stream === 'stdout' ? 'log' : 'error'
  const { write } = process[stream]
  const { [method]: print } = console
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    said[place] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const done = rest.find(each => typeof each === 'function')
    if (done) setImmediate(done as () => void)
    return true
  }
  console[method] = (line: string) => {
    said[place] += `${line}\n`
  }
  return () => {
    process[stream].write = write
    console[method] = print
  }
}
