import { setTimeout as sleep } from 'node:timers/promises'
import { secret } from '#lib/secret'
import { findRequest } from '#lib/store/job-requests'
import { operate } from '#lib/store/operator'
import { WrongArguments } from './arguments.ts'
import { commandUser } from './command-user.ts'
import { findJobName, jobNames } from './job-names.ts'
import type { Answer, Call } from './verb.ts'

const LOOK_MS = 1_000

/** `run`: a worker runs a job of the schedule within a minute, as if its time had come. `--wait` says what came of it. */
export function planRun({ words, values, now, signal }: Call): () => Promise<Answer> {
  const name = words.join(' ')
  const job = findJobName(name)
  if (job === null) throw new WrongArguments(`"${name}" is no job; the jobs are ${jobNames().join(', ')}.`)
  return async () => {
    const { said, id } = await operate({ do: 'run', job }, { who: commandUser(), now, secret: secret() })
    return values.wait ? waitFor(id!, job, signal) : { line: said, json: { job, id } }
  }
}

async function waitFor(id: number, job: string, signal: AbortSignal): Promise<Answer> {
  for (;;) {
    const request = await findRequest(id)
    if (request?.finishedAt) {
      const { ok, said } = request
      return { line: said ?? '', json: { job, id, ok, said }, failed: !ok }
    }
    if (!request || signal.aborted)
      return { line: `${job} did not end yet.`, json: { job, id, ok: null }, failed: true }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => null)
  }
}
