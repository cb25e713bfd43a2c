import { PhraseBook } from './phrases.ts'
import { phrasesOf } from './rule.ts'

/**
 * Who speaks in a sentence: `claim` says what the paper does, `ours` goes on about it, `others` is about other
 * people's work, `offer` tells where the code is.
 */
export type Voice = 'offer' | 'claim' | 'ours' | 'others' | 'plain'

const WE = 'we|paper|work|research|study|article|thesis|survey|review|approach|framework|here'
const DO = [
  'reveal*|propos*|introduc*|present|develop|study|studie|investigat*|explor*|aim|design*|describe|build|built|focus*|examin*',
  'survey|review|contend|rethink|formulate|construct|establish*|revisit|reformulate|adopt|train|conduct|show',
  'demonstrate|use|apply|employ|provide|analyze|evaluate|address|offer|contribute|report|devise|create|achieve|extend',
].join('|')
const DONE = 'proposed|developed|introduced|presented|constructed|created|built|investigated|explored|studied'

const CUES: Readonly<Record<Exclude<Voice, 'plain'>, string>> = {
  offer: 'code .. available, available at, code|models will be, be released, github com',
  claim: `${WE} ${DO}, we .. propos*|introduc*|present|develop|study|investigat*|explor*|design|survey|review,
    paper|work|study|article|letter .. propos*|introduc*|present|develop|investigat*|explor*|survey|review,
    in this paper|work|study|article|research, this paper|work|study|survey|review|article|thesis, propose, introduce,
    is|are|was|were ${DONE}, our study|work|paper|investigation|analysis|findings, our goal|aim|contribution|approach,
    called|termed|dubbed|named, novel, for the first time, paves the way`,
  ours: 'we, our, the proposed, experiment, result',
  others: `existing, previous, prior, traditional, conventional, recent, recently, however, although, despite, suffer*,
    struggl*, have been, has been, have become, has become, most, typically, in the past, while, popular, commonly`,
}

/** The voices, the one that decides first. */
export const VOICES: readonly Voice[] = ['offer', 'claim', 'ours', 'others', 'plain']

/** Where a sentence betrays who speaks. */
export const VOICE_CUES: PhraseBook<Voice> = new PhraseBook()
for (const [voice, cues] of Object.entries(CUES)) {
  for (const cue of phrasesOf(cues)) VOICE_CUES.add(cue, voice as Voice)
}

/** What comes just before the things a work is set against, or only stands on. */
export const RIVAL_CUES: PhraseBook<true> = new PhraseBook()
for (const cue of phrasesOf(`unlike, in contrast to, as opposed to, instead of, rather than, without, outperform*, surpass*,
  exceed*, compared to|with, in comparison to|with, comparable to|with, superior to, better than, worse than, over, than,
  replac*, alternative to, inspired by, motivated by, such as, rely on, relies on, relying on, lack of, dispens* with,
  prevent*, neither, nor, not, no, conventional, traditional, existing, previous, prior`)) {
  RIVAL_CUES.add(cue, true)
}
