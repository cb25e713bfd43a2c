import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { generate, install } from '../groundwork.mjs'
import { explain, Fault, ROOT } from './checkout.mjs'

// Node would rather let garbage pile up than collect it early; an import is long, and its memory is to stay flat.
const FLAT_MEMORY = ['--max-semi-space-size=2', '--optimize-for-size']

/** Runs the command line on the terminal of this process, and ends as it ends. */
export async function runCommand(args) {
  try {
    await install(process.stderr)
    await generate(process.stderr)
  } catch (error) {
    console.error(`${error instanceof Fault ? error.output : ''}${explain(error)}`)
    process.exit(1)
  }
  // npm changes to the folder of package.json; file names are meant from where the command was typed.
  const from = process.env.INIT_CWD ?? process.cwd()
  const flags = args[0] === 'import' ? FLAT_MEMORY : []
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', 'jobs/cli.ts', '--from', from, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
