import { CODE_HOST, type Repository, readRepository } from './code-hosts.ts'

/**
 * The address of a paper's own code, as its abstract or its comments give it: `https://github.com/OWNER/NAME`. Of several links the one that
 * is said to be the code; never a person, a page of the host, or a data set. Null when there is none, or only what the paper builds upon.
 */
export function findCodeUrl(...texts: (string | null)[]): string | null {
  const links = texts.flatMap(text => (text ? findLinks(text.slice(0, MOST_TEXT)) : []))
  const best = links.reduce<Link | null>((first, link) => (first && first.worth >= link.worth ? first : link), null)
  return best && best.worth > NOT_THEIRS ? best.repository.url : null
}

/** Owner and name of the repository on GitHub that an address leads to or into; null for any other address. */
export function parseRepository(url: string): { owner: string; name: string } | null {
  const [link] = findMentions(url.trim().slice(0, 500))
  if (link?.repository.on !== 'github' || link.start > 0) return null
  const [owner, name] = link.repository.path.split('/')
  return { owner: owner!, name: name! }
}

type Mention = { repository: Repository; start: number; end: number }
type Link = Mention & { worth: number }

const MOST_TEXT = 20_000
const NOT_THEIRS = -3

/** What many papers build upon, and few are about. */
const FOUNDATIONS =
  /^(huggingface|pytorch|tensorflow|keras-team|scikit-learn|numpy|scipy|apache|google\/jax|jax-ml|openai\/(CLIP|gpt-2|gpt-3|whisper|gym|baselines|evals)|facebookresearch\/(fairseq|detectron2|faiss|llama|segment-anything|hydra)|google-research\/(bert|google-research|vision_transformer)|ultralytics|ggerganov|ggml-org|vllm-project\/vllm|microsoft\/(DeepSpeed|LoRA|onnxruntime)|deepspeedai|NVIDIA\/(Megatron-LM|apex|TensorRT)|Lightning-AI|EleutherAI\/lm-evaluation-harness|langchain-ai|torvalds|kaldi-asr\/kaldi|espnet\/espnet|explosion\/spaCy|tatsu-lab\/stanford_alpaca)(\/|$)/i

function findLinks(text: string): Link[] {
  const prose = plain(text)
  let last = 0
  let lead = ''
  return findMentions(prose).map(mention => {
    const between = prose.slice(last, mention.start)
    // "Code and models are at A and B": what leads up to the first leads up to both.
    const isPaired =
      last > 0 && /^[\W_]*((and|or|at|url|href|text)[\W_]*)*$/i.test(between.slice(0, 60)) && between.length < 60
    if (!isPaired) lead = between.slice(-160)
    last = mention.end
    return { ...mention, worth: weigh(mention.repository, lead) }
  })
}

/** How surely a link is the paper's own code, by the words that lead up to it. */
function weigh({ on, path }: Repository, before: string): number {
  const sentence = before.split(/[.!?]\s+(?=[A-Z])/).at(-1)!
  const says = (pattern: RegExp) => (pattern.test(sentence) ? 1 : 0)
  const code = says(/\b(codes?|codebase|source|implementations?|scripts?|software|toolkit|toolbox|repository|repo)\b/i)
  return (
    4 * code +
    2 *
      says(
        /\b(available|releas\w*|open-?sourc\w*|found|publish\w*|public\w*|provide\w*|accessible|host\w*|shar\w*)\b/i,
      ) +
    says(/\b(our|we|this (paper|work)|the (paper|code))\b/i) -
    2 * (1 - code) * says(/\b(data|data ?sets?|corpus|corpora|benchmark|demos?|videos?|leaderboard)\b/i) -
    5 *
      says(
        /\b(based (up)?on|buil[dt]s? (up)?on( top of)?|built with|fork(ed)? (of|from)|adapted from|borrowed from|e\.g\.,?)\W+(\S+\W+){0,4}$/i,
      ) -
    (on === 'hugging-face' ? 2 : on === 'gist' ? 1 : 0) -
    (FOUNDATIONS.test(path) ? 6 : 0)
  )
}

// TeX escapes what addresses are made of, and text that was copied has characters nobody sees.
const plain = (text: string) =>
  text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\{\\([_%#&~-])\}|\\([_%#&~-])/g, '$1$2')
    .replace(/\b(github|gitlab|bitbucket|codeberg|huggingface)\.\s+(com|org|co)\//gi, '$1.$2/')

const MENTION = new RegExp(`(?<![\\w.-])(?:https?:\\s?//\\s?|git@)?(?:www\\.)?(${CODE_HOST.source})[/:]`, 'gi')

function findMentions(text: string): Mention[] {
  return [...text.matchAll(MENTION)].flatMap(found => {
    const { path, end } = readPath(text, found.index + found[0].length)
    const repository = readRepository(found[1]!, path.split('/').filter(Boolean))
    return repository ? [{ repository, start: found.index, end }] : []
  })
}

const STEPS = /[\w.~%+-]*(?:\/+[\w.~%+-]*)*/y
const NEXT_LINE = /(\s+)(\/?[\w.-]+(?:\/[\w.-]+)*)/y

/** The path that stands at a place, also when it goes on after a line break. */
function readPath(text: string, from: number): { path: string; end: number } {
  const path = matchAt(STEPS, text, from)?.[0] ?? ''
  const end = from + path.length
  const next = matchAt(NEXT_LINE, text, end)
  if (next && goesOn(path, next[2]!, next[1]!.includes('\n')))
    return { path: unglue(path + next[2]), end: end + next[0].length }
  return { path: unglue(path), end }
}

function goesOn(path: string, next: string, isNewLine: boolean): boolean {
  const word = next.replace(/[.,;:!?]+$/, '')
  const steps = path.split('/').filter(Boolean).length
  if (steps === 0) return /^[\w.-]+\/[\w.-]+/.test(word)
  if (steps === 1 && word.startsWith('/')) return word.length > 1
  const isOpen = steps === 1 ? path.endsWith('/') : steps === 2 && /[-_]$/.test(path)
  // An address that ends in a slash may be a person's, and the next word the sentence's.
  return isOpen && !PROSE.test(word) && (isNewLine || /[-_\d]|[a-z][A-Z]|^[A-Z]{2,}/.test(word))
}

const PROSE = /^(and|or|for|the|an?|we|our|to|in|on|with|which|where|code|data|it|is|are|this|that|as|at|by|of|from)$/i

/** A sentence that begins without a space after an address is no part of it. */
const unglue = (path: string) =>
  path.replace(
    /\.(The|We|Our|This|In|It|Code|Codes|Project|Data|Dataset|Keywords|Index|Comments?|Accepted|For|To|All|More|A)$/,
    '',
  )

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
