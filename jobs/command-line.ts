import { readArguments, WrongArguments } from './arguments.ts'
import type { StopRequest } from './stopping.ts'
import { renderHelp, VERBS } from './verbs.ts'

/**
 * Runs what a command line says and returns the exit code: 0 done, 1 failed, 2 wrong arguments. `watch` tells how the process is
 * asked to end.
 */
export async function runCommandLine(args: string[], watch: (inOrder: boolean) => StopRequest): Promise<number> {
  // Set by attn.mjs: file names are meant from where the command was typed.
  const [from, line] = args[0] === '--from' ? [args[1]!, args.slice(2)] : [process.cwd(), args]
  const [name = 'help', ...rest] = line
  if (/^(help|-h|--help)$/.test(name) || rest.includes('--help')) {
    console.log(renderHelp())
    return 0
  }
  try {
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
    if (!verb) throw new WrongArguments(`"${name}" is no verb; the verbs are ${Object.keys(VERBS).join(', ')}.`)
    const given = readArguments(rest, { ...verb.options, json: { type: 'boolean' } }, verb.mostWords)
    // Not at the top: help and a slip of the fingers are answered without a database client.
    const { runVerb } = await import('./run-verb.ts')
    return await runVerb({ name, verb, given, from, stop: watch(verb.endsInOrder ?? false) })
  } catch (error) {
    if (!(error instanceof WrongArguments)) throw error
    console.error(error.message)
    return 2
  }
}
