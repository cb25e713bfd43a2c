// The command line: `npm run attn -- VERB …`, which installs first what this needs, or `node --import tsx jobs/cli.ts VERB …`.

import { resolve } from 'node:path'
import { now } from '#lib/clock'
import { explainDatabaseFault } from '#lib/database-fault'
import { closeDatabase } from '#lib/db'
import { EnvError, env } from '#lib/env'
import { log, renderError } from '#lib/log'
import { closeMail } from '#lib/mail'
import { type Outcome, recordRun } from '#lib/store/jobs'
import { readArguments, WrongArguments } from './arguments.ts'
import { prepareDatabase } from './prepare-data.ts'
import { watchStopRequests } from './stopping.ts'
import { type Answer, renderHelp, VERBS, type Verb } from './verbs.ts'

// A terminal that was closed, or a reader of a pipe that went away, must not break work that is half done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const code = await main(process.argv.slice(2))
// Not by itself: the channel to a process that started this one would keep it alive. Through a write, so that a pipe gets all of it.
process.stdout.write('', () => process.exit(code))

/** Runs one verb and returns the exit code: 0 done, 1 failed, 2 wrong arguments. */
async function main(args: string[]): Promise<number> {
  // Set by attn.mjs: file names are meant from where the command was typed.
  const from = args[0] === '--from' ? args.splice(0, 2)[1]! : process.cwd()
  const [name = 'help', ...rest] = args
  if (/^(help|-h|--help)$/.test(name) || rest.includes('--help')) {
    console.log(renderHelp())
    return 0
  }
  try {
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
    if (!verb) throw new WrongArguments(`"${name}" is no verb; the verbs are ${Object.keys(VERBS).join(', ')}.`)
    return await runVerb(name, verb, rest, from)
  } catch (error) {
    if (error instanceof WrongArguments || error instanceof EnvError) console.error(error.message)
    else if (explainDatabaseFault(error, env())) console.error(explainDatabaseFault(error, env()))
    else log.error(`${name} failed`, error)
    return error instanceof WrongArguments ? 2 : 1
  } finally {
    closeMail()
    await closeDatabase().catch(() => null)
  }
}

async function runVerb(name: string, verb: Verb, args: string[], from: string): Promise<number> {
  const given = readArguments(args, { ...verb.options, json: { type: 'boolean' } }, verb.mostWords)
  const stop = watchStopRequests(verb.endsInOrder ?? false)
  const startedAt = now()
  const work = verb.plan({ ...given, now: startedAt, signal: stop.signal, resolve: file => resolve(from, file) })
  await prepareDatabase(env())
  const recorded = verb.recorded && !verb.previews?.(given.values)
  const record = async (outcome: Outcome) => recorded && recordRun(name, startedAt, outcome, now())
  try {
    const answer = await work()
    await record({
      ok: !answer.failed,
      ...(answer.failed ? { error: answer.line } : { summary: answer.line }),
    } as Outcome)
    show(answer, given.values.json === true)
    return answer.failed ? 1 : (stop.exitCode ?? 0)
  } catch (error) {
    await record({ ok: false, error: renderError(error) }).catch(() => null)
    throw error
  }
}

function show({ line, json, data }: Answer, asJson: boolean): void {
  const text = asJson ? JSON.stringify(json) : line
  // Where stdout carries the data itself, what is said of it goes beside it.
  if (data) console.error(text)
  else console.log(text)
}
