import { resolve } from 'node:path'
import { now } from '#lib/clock'
import { explainDatabaseFault } from '#lib/database-fault'
import { closeDatabase } from '#lib/db'
import { EnvError, env } from '#lib/env'
import { log, renderError } from '#lib/log'
import { recordAudit } from '#lib/store/audit'
import { type Outcome, recordRun } from '#lib/store/jobs'
import { type Given, WrongArguments } from './arguments.ts'
import { commandUser } from './command-user.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { StopRequest } from './stopping.ts'
import type { Answer, Verb } from './verb.ts'

/** A verb, what was given to it, the folder that file names are meant from, and how the process is asked to end. */
type Run = { name: string; verb: Verb; given: Given; from: string; stop: StopRequest }

/**
 * Runs one verb on the database of this process, says what came of it, closes the database and returns the exit code.
 * @throws WrongArguments
 */
export async function runVerb(run: Run): Promise<number> {
  try {
    return await perform(run)
  } catch (error) {
    if (error instanceof WrongArguments) throw error
    if (error instanceof EnvError) console.error(error.message)
    else if (explainDatabaseFault(error, env())) console.error(explainDatabaseFault(error, env()))
    else log.error(`${run.name} failed`, error)
    return 1
  } finally {
    await closeDatabase().catch(() => null)
  }
}

async function perform({ name, verb, given, from, stop }: Run): Promise<number> {
  const startedAt = now()
  const work = await verb.plan({
    ...given,
    now: startedAt,
    signal: stop.signal,
    resolve: file => resolve(from, file),
  })
  if (!verb.bare) await prepareDatabase(env())
  const recorded = verb.recorded && !verb.previews?.(given.values)
  const record = async (outcome: Outcome) => {
    if (!recorded) return
    await recordRun(name, startedAt, outcome, now())
    if (verb.audits) return
    const said = outcome.ok ? (outcome.summary ?? '') : `Failed: ${outcome.error}`
    await recordAudit({ who: commandUser(), action: name, target: given.words.join(' ') || null, outcome: said }, now())
  }
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
