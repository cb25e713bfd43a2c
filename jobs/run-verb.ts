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
import { prepareDatabase, prepareNew } from './prepare-database.ts'
import type { StopRequest } from './stopping.ts'
import type { Answer, Verb } from './verb.ts'

/** A verb, what was given to it, the folder that file names are meant from, and how the process is asked to end. */
type Run = { name: string; verb: Verb; given: Given; from: string; stop: StopRequest }

const ANOTHER_VERSION =
  'The database is of another version of Attn, and is left as it is: start the site, which brings it up to date, and try again.'

const isOfAnotherSchema = (error: unknown) =>
  /no such (table|column)|does not exist in the current database/i.test(renderError(error))

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
    else if (run.verb.asIs && isOfAnotherSchema(error)) console.error(ANOTHER_VERSION)
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
  if (verb.asIs) await prepareNew(env())
  else if (!verb.bare) await prepareDatabase(env())
  const recorded = verb.recorded && !verb.previews?.(given.values)
  const record = async (outcome: Outcome) => {
    if (!recorded) return
    await recordRun(name, startedAt, outcome, now())
    if (verb.audits) return
    const said = outcome.ok ? (outcome.summary ?? '') : `Failed: ${outcome.error}`
    await recordAudit({ who: commandUser(), action: name, target: given.words.join(' ') || null, outcome: said }, now())
  }
  const answer = await work().catch(async error => {
    await record({ ok: false, error: renderError(error) }).catch(() => null)
    throw error
  })
  // Not together with the work: what was done did not fail for not being written down.
  await record(answer.failed ? { ok: false, error: answer.line } : { ok: true, summary: answer.line }).catch(error => {
    if (!verb.asIs) throw error
    console.error(`That this was done could not be written down: ${renderError(error)}`)
  })
  show(answer, given.values.json === true)
  return answer.failed ? 1 : (stop.exitCode ?? 0)
}

function show({ line, json, data }: Answer, asJson: boolean): void {
  const text = asJson ? JSON.stringify(json) : line
  // Where stdout carries the data itself, what is said of it goes beside it.
  if (data) console.error(text)
  else console.log(text)
}
