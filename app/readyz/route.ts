import { readdirSync } from 'node:fs'
import { connection } from 'next/server'
import { now } from '#lib/clock'
import { env } from '#lib/env'
import { findAwaySince } from '#lib/replica-files'
import { CHECKS, checkReadiness } from '#lib/store/ready'

/**
 * Whether this installation is of use: 200 when every check is passed, else 503, each with its name. `?exclude=worker,disk` leaves checks out of
 * the verdict, not out of the answer: a load balancer must not take away every site because the worker rests.
 */
export async function GET(request: Request): Promise<Response> {
  await connection()
  const excluded = new URL(request.url).searchParams.getAll('exclude').flatMap(list => list.split(','))
  const checks = await checkReadiness({
    now: now(),
    dataDir: env().DATA_DIR,
    migrations: knownMigrations(),
    awaySince: findAwaySince(now()),
  })
  const ready = CHECKS.every(name => checks[name].ok || excluded.includes(name))
  return Response.json({ ready, checks }, { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}

let migrations: string[] | undefined

/** The site runs in the folder of package.json; where its code is, once it is built, says nothing. */
function knownMigrations(): string[] {
  migrations ??= readdirSync('prisma/migrations', { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
  return migrations
}
