import { format, stripVTControlCharacters } from 'node:util'
import { env } from './env.ts'
import { log } from './log.ts'

/** Where lines are to be JSON, makes such lines of what the libraries of this process say on the console too. */
export function adoptConsole(): void {
  if (env().LOG_FORMAT !== 'json') return
  const say = (...words: unknown[]) => {
    const text = plain(format(...words))
    if (text) log.info(text)
  }
  const complain = (...words: unknown[]) => log.error('the console said', plain(format(...words)))
  Object.assign(console, { log: say, info: say, debug: say, warn: complain, error: complain })
}

/** Without the colors of a terminal. */
const plain = (text: string) => stripVTControlCharacters(text).trim()
