import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Answers as the services really sent them, beside the checkout. */
const FOLDER = fileURLToPath(new URL('../../../shared/data/recorded/', import.meta.url))

/** Whether they are there; where not, a word says what is skipped. */
export const HAS_RECORDED = existsSync(FOLDER)
if (!HAS_RECORDED) console.log('Skipped what needs ../shared/data/recorded: it is not there.')

export const readRecorded = (file: string): string => readFileSync(`${FOLDER}${file}`, 'utf8')

/** All recorded answers of a service, as paths for `readRecorded`; none where they are absent. */
export const listRecorded = (service: string): string[] =>
  HAS_RECORDED
    ? readdirSync(`${FOLDER}${service}`)
        .filter(name => !name.endsWith('.json'))
        .map(name => `${service}/${name}`)
    : []
