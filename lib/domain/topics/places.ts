import { RIVAL_CUES, VOICE_CUES, VOICES, type Voice } from './cues.ts'
import type { Match } from './phrases.ts'
import type { Facet } from './taxonomy.ts'
import type { Word } from './words.ts'

/** What a mention of each facet is worth in one place; 1 tags a paper when the topic is called by its name. */
export type Worth = Readonly<Record<Facet, number>>

/** A sentence's place: what its words are worth, and which of them follow close on a claim ("we propose a ..."). */
export type Place = { worth: Worth; claimed: readonly boolean[] }

export const TITLE: Worth = { task: 1.5, domain: 1.5, method: 1.5, insight: 1.5 }

/**
 * The places of the sentences of an abstract. The first and the last sentence say what a paper is about; what it
 * does and finds stands where it says "we"; what others do ("existing methods", "however") says little about how
 * this one goes about it.
 */
export function placeSentences(sentences: readonly (readonly Word[])[]): Place[] {
  const cues = sentences.map(sentence => VOICE_CUES.findAll(sentence))
  const voices = cues.map(voiceOf)
  const last = voices.findLastIndex(voice => voice !== 'offer')
  return sentences.map((sentence, index) => {
    const voice = voices[index] ?? 'plain'
    const claims = (cues[index] ?? []).filter(({ value }) => value === 'claim')
    return { worth: worthOf(voice, index === 0, index >= last), claimed: markAfter(claims, sentence, CLAIM_REACH) }
  })
}

/** For each word of a sentence whether it belongs to what the work is set against: "unlike CNNs", "instead of". */
export function findRivals(sentence: readonly Word[]): boolean[] {
  const rivals = RIVAL_CUES.findAll(sentence)
  const marked = markAfter(rivals, sentence, RIVAL_REACH)
  const clauses = new Set(rivals.map(({ to }) => sentence[to - 1]?.clause))
  return marked.map((mark, at) => mark && clauses.has(sentence[at]?.clause))
}

const WORTH: Readonly<Record<Voice, Worth>> = {
  claim: { task: 1, domain: 1, method: 1, insight: 1 },
  ours: { task: 0.5, domain: 0.5, method: 0.55, insight: 0.6 },
  plain: { task: 0.4, domain: 0.45, method: 0.4, insight: 0.4 },
  others: { task: 0.35, domain: 0.4, method: 0.12, insight: 0.15 },
  offer: { task: 0.15, domain: 0.15, method: 0.1, insight: 0.6 },
}
const FIRST: Worth = { task: 0.6, domain: 0.65, method: 0.15, insight: 0.2 }
const LAST = { task: 0.5, domain: 0.6 }

const RIVAL_REACH = 8
const CLAIM_REACH = 8

function voiceOf(cues: readonly Match<Voice>[]): Voice {
  return VOICES.find(voice => cues.some(({ value }) => value === voice)) ?? 'plain'
}

function worthOf(voice: Voice, first: boolean, last: boolean): Worth {
  const said = WORTH[voice]
  if (voice === 'claim' || !(first || last)) return said
  const edge = first ? FIRST : LAST
  const task = Math.max(said.task, edge.task)
  const domain = Math.max(said.domain, edge.domain)
  return first ? { task, domain, method: FIRST.method, insight: FIRST.insight } : { ...said, task, domain }
}

function markAfter(cues: readonly Match<unknown>[], sentence: readonly Word[], reach: number): boolean[] {
  const marks = sentence.map(() => false)
  for (const { to } of cues) marks.fill(true, to, to + reach)
  return marks
}
