import { isRealDate } from '#lib/domain/paper/date'
import { type RegisteredSource, SOURCES } from '#lib/sources/sources'
import { registerSources } from '#lib/store/sources'
import { WrongArguments } from './arguments.ts'
import { followedSources, lackedBy } from './followed-sources.ts'
import { type IngestOptions, ingest, PATIENCE } from './ingest.ts'
import { startIngestProgress } from './ingest-progress.ts'
import type { Answer, Call } from './verb.ts'
import { describeVisits } from './visit-report.ts'
import { newWorkerName } from './worker-name.ts'

/** `ingest`, `ingest NAME…`, `ingest NAME [--oai] --from DAY [--until DAY]`. */
export function planIngest(call: Call): () => Promise<Answer> {
  const range = readRange(call)
  const sources = readSources(call, range !== undefined)
  return async () => {
    if (sources.length === 0) return NOTHING
    await registerSources(followedSources())
    const progress = startIngestProgress(call.values.json !== true)
    const reports = await ingest(sources, {
      holder: newWorkerName(),
      signal: call.signal,
      range,
      patienceMs: PATIENCE.commandMs,
      onProgress: progress.show,
    }).finally(progress.end)
    for (const { source, refused } of reports)
      for (const { record, why } of refused) console.error(`${source}: ${record}: ${why}`)
    const failed = reports.some(({ outcome }) => outcome === 'failed' || outcome === 'taken')
    return { line: describeVisits(reports) || 'There is nothing new.', json: { sources: reports }, failed }
  }
}

// Not a success: whoever runs this wants new papers and has none.
const NO_SOURCE =
  'No source is followed (SOURCES says so), so nothing was fetched: name one, or bring papers in with import.'
const NOTHING: Answer = { line: NO_SOURCE, json: { sources: [], error: NO_SOURCE }, failed: true }

function readSources({ words, values }: Call, isRange: boolean): RegisteredSource[] {
  const names = words.map(word => (values.oai === true && word === 'arxiv' ? 'arxiv-oai' : word))
  const sources = [...new Set(names)].map(name => {
    const source = SOURCES.find(one => one.name === name)
    if (!source) throw new WrongArguments(`There is no source "${name}"; ${listNames(SOURCES)}.`)
    const lacks = lackedBy(source)
    if (lacks) throw new WrongArguments(`${name} needs the setting ${lacks}, which is not set.`)
    return source
  })
  if (values.oai === true && !names.includes('arxiv-oai'))
    throw new WrongArguments('--oai goes with arxiv: ingest arxiv --oai --from 2026-11-01')
  if (!isRange) {
    const only = sources.find(({ onlyRanges }) => onlyRanges)
    if (only)
      throw new WrongArguments(`${only.name} has to be told which days: --from 2026-11-01 [--until 2026-11-07].`)
    return sources.length > 0 ? sources : followedSources()
  }
  const takers = SOURCES.filter(({ takesRange }) => takesRange)
  if (sources.length === 0) throw new WrongArguments(`--from needs the name of a source; ${listNames(takers)}.`)
  const without = sources.find(({ takesRange }) => !takesRange)
  if (without) throw new WrongArguments(`${without.name} cannot be asked about days; ${listNames(takers)}.`)
  return sources
}

const listNames = (sources: RegisteredSource[]) => `there are ${sources.map(({ name }) => name).join(', ')}`

function readRange({ values, now }: Call): IngestOptions['range'] {
  if (values.from === undefined) {
    if (values.until !== undefined) throw new WrongArguments('--until needs a --from before it.')
    return undefined
  }
  const today = now.toISOString().slice(0, 10)
  const from = readDay('--from', String(values.from), today)
  const until = values.until === undefined ? today : readDay('--until', String(values.until), today)
  if (from > until) throw new WrongArguments(`--from ${from} is later than --until ${until}.`)
  return { from, until, isOpen: values.until === undefined }
}

function readDay(option: string, text: string, today: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !isRealDate(text))
    throw new WrongArguments(`${option} "${text}" is no day: write 2026-11-01.`)
  if (text > today) throw new WrongArguments(`${option} ${text} is in the future: today is ${today} (UTC).`)
  return text
}
