import { secret } from '#lib/secret'
import { operate } from '#lib/store/operator'
import { findPauses, MAIL } from '#lib/store/pauses'
import { WrongArguments } from './arguments.ts'
import { commandUser } from './command-user.ts'
import { findJobName } from './job-names.ts'
import type { Answer, Call } from './verb.ts'

/** `pause`: a source or all mail, until `resume`; without a word, what is paused. */
export function planPause({ words, values, now }: Call): () => Promise<Answer> {
  const [name] = words
  if (name === undefined) return show
  const why = values.why === undefined ? null : String(values.why).slice(0, 200)
  return run({ do: 'pause', what: readPausable(name), why }, now)
}

/** `resume`: what was paused happens by itself again. */
export function planResume({ words, now }: Call): () => Promise<Answer> {
  const [name] = words
  if (name === undefined) throw new WrongArguments('Say what is to go on: mail, or a source.')
  // Also one that is not followed any more.
  return run({ do: 'resume', what: name === MAIL ? MAIL : (findJobName(name) ?? `ingest ${name}`) }, now)
}

function readPausable(name: string): string {
  const job = name === MAIL ? MAIL : findJobName(name)
  if (job === MAIL || job?.startsWith('ingest ')) return job
  throw new WrongArguments(`"${name}" cannot be paused: say mail, or a source that is followed.`)
}

function run(action: Parameters<typeof operate>[0], now: Date) {
  return async () => {
    const { ok, said } = await operate(action, { who: commandUser(), now, secret: secret() })
    return { line: said, json: { ok, said }, failed: !ok }
  }
}

async function show(): Promise<Answer> {
  const pauses = await findPauses()
  const lines = pauses.map(
    ({ what, since, who, why }) =>
      `${what}  since ${since.toISOString().slice(0, 16).replace('T', ' ')} (UTC) by ${who}${why ? `: ${why}` : ''}`,
  )
  return { line: lines.join('\n') || 'Nothing is paused.', json: { pauses } }
}
