import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { parseTopic } from '#lib/domain/query/filter'
import { explainTags, type Scored, tagPaper } from '#lib/domain/topics/tag'
import { type Change, correctTopics, findCorrections, findTaggable } from '#lib/store/corrections'
import { WrongArguments } from './arguments.ts'
import { startBar } from './progress.ts'
import { describeTagging, tagAll } from './tagging.ts'
import type { Answer, Call } from './verb.ts'

const CHANGES = ['add', 'remove', 'undo'] as const

/** Which of its four tasks the verb was given, as work to be done. */
export function planTag(call: Call): () => Promise<Answer> {
  const { words, values } = call
  const changes = readChanges(call)
  const { explain, corrections } = values
  const tasks = [changes.length > 0, explain !== undefined, corrections === true].filter(Boolean).length
  if (tasks > 1) throw new WrongArguments('--explain, --corrections and changes are for one command each.')
  if (words.length > 0 && changes.length === 0)
    throw new WrongArguments(`What about ${words[0]}? Say --add TOPIC, --remove TOPIC or --undo TOPIC.`)
  if (words.length === 0 && changes.length > 0)
    throw new WrongArguments('Which paper? Write its id before the changes: tag 2401.12345 --add video')
  if (changes.length > 0) return () => correct(words[0]!, changes, call.now)
  if (explain !== undefined) return () => explainPaper(String(explain))
  if (corrections) return listCorrections
  return () => tagEverything(call)
}

function readChanges({ values }: Call): Change[] {
  const changes = CHANGES.flatMap(change =>
    [values[change] ?? []].flat().map((topic): Change => ({ change, topic: readTopic(String(topic)) })),
  )
  const twice = changes.find(({ topic }, i) => changes.slice(0, i).some(other => other.topic === topic))
  if (twice) throw new WrongArguments(`${twice.topic} is named twice: a topic is added, removed or left to the tagger.`)
  return changes
}

function readTopic(text: string): string {
  const parsed = parseTopic(text, false)
  const [topic] = 'filters' in parsed ? parsed.filters : []
  if (topic?.kind !== 'topic') throw new WrongArguments(`"${text}" is no topic; /topics lists all.`)
  return topic.value
}

const canonical = (id: string) => parseArxivId(id)?.id ?? id
const noPaper = (id: string): Answer => ({
  line: `There is no paper ${id.slice(0, 100)} here.`,
  json: { error: { code: 'no-such-paper', id } },
  failed: true,
})

async function correct(id: string, changes: Change[], now: Date): Promise<Answer> {
  const corrected = await correctTopics(canonical(id), changes, tagPaper, now)
  if (!corrected) return noPaper(id)
  const topics = corrected.topics.join(', ') || 'no topics'
  return { line: `${corrected.id} has by now: ${topics}.`, json: corrected }
}

async function explainPaper(asked: string): Promise<Answer> {
  const paper = await findTaggable(canonical(asked))
  if (!paper) return noPaper(asked)
  const { tags, near } = explainTags(paper)
  const corrections = await findCorrections(paper.pk)
  const { id, title } = paper
  const line = [
    `${id}  ${title}`,
    ...renderScored('Topics, by how strongly the paper speaks for them; 1 is enough:', tags, 'No topic.'),
    ...renderScored('Came near:', near),
    ...corrections.map(({ topic, change }) => `By hand: ${topic} ${change === 'add' ? 'added' : 'removed'}.`),
  ].join('\n')
  return {
    line,
    json: { id, title, tags, near, corrections: corrections.map(({ topic, change }) => ({ topic, change })) },
  }
}

function renderScored(heading: string, scored: Scored[], otherwise?: string): string[] {
  if (scored.length === 0) return otherwise ? [otherwise] : []
  const rows = scored.map(({ slug, score, words }) => {
    const because = words.map(word => `“${word}”`).join(', ')
    return `  ${score.toFixed(2).padStart(5)}  ${slug.padEnd(24)}${because}`
  })
  return [heading, ...rows]
}

async function listCorrections(): Promise<Answer> {
  const corrections = await findCorrections()
  const rows = corrections.map(
    ({ id, topic, change, title }) => `${change.padEnd(7)}${topic.padEnd(24)}${id}  ${title}`,
  )
  return { line: rows.join('\n') || 'No topic was corrected by hand.', json: { corrections } }
}

async function tagEverything({ values, signal }: Call): Promise<Answer> {
  const bar = startBar(values.json !== true, 'papers')
  const report = await tagAll({ signal, onProgress: ({ done, of }) => bar.show(done, of, done) }).finally(bar.end)
  return { line: describeTagging(report), json: report }
}
