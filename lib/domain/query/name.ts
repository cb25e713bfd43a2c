import { parseArxivId } from '../paper/arxiv-id.ts'
import { doiIdOf, titleKeyOf } from '../paper/identity.ts'
import { straighten } from './plain-text.ts'

/** What one paper goes by: its arXiv id, the id it has here, or its title (`keys`: as `titleKeyOf` has it, in several readings). */
export type Name = { kind: 'arxiv' | 'local'; id: string } | { kind: 'title'; keys: string[] }

/** Shorter titles are what people search for: "Vision Transformers", "Masked Image Modeling". */
const LEAST_WORDS = 4
const LONGEST = 1000

/**
 * Reads a text that is nothing but the name of one paper: an arXiv id, an address with one, a DOI, an address of this site, a whole title.
 * Null for anything else; for a text in quotes too, so that what a title says can be searched for.
 */
export function readName(text: string): Name | null {
  const plain = text.normalize('NFKC').trim()
  if (plain.length > LONGEST) return null
  const bare = plain.replace(/^[<([]+|[>)\],;.]+$/g, '')
  const id = readArxivId(bare)
  if (id) return { kind: 'arxiv', id }
  const local = LOCAL.exec(bare)?.[1]?.toLowerCase() ?? doiIdOf(bare.replace(DOI_BEFORE, ''))
  if (local) return { kind: 'local', id: local }
  return /\s/.test(plain) ? readTitle(plain) : null
}

const LOCAL = /^(?:https?:\/\/[^/\s]+)?\/papers\/([\w./-]+?)\/?(?:[?#].*)?$/i
const DOI_BEFORE = /^(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi:\s*)/i

/** `arXiv:2401.12345v2 [cs.CV] 3 Jan 2024` stands on each page of a paper, and `arXiv:2401.12345 (cs)` in its heading. */
const STAMP = /^(arxiv:\s*\S+)\s+[[(][a-z.-]+[\])]?.*$/i
/** With or without its beginning, for browsers show addresses without. */
const ADDRESS = /^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?\/([^?#\s]+)(?:[?#]\S*)?$/i
/** `/abs/2401.12345v2` of arXiv, `/papers/2401.12345` of Hugging Face, `/overview/…` of alphaXiv: the id is where the path ends. */
const END_OF_PATH = /(?:^|[/:])((?:[a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)(?:\.pdf|\.html)?\/?$/i

function readArxivId(text: string): string | null {
  const path = ADDRESS.exec(text)?.[1]
  const inside = path && END_OF_PATH.exec(path)?.[1]
  return parseArxivId(inside || LOCAL.exec(text)?.[1] || (STAMP.exec(text)?.[1] ?? text))?.id ?? null
}

function readTitle(text: string): Name | null {
  if (/^["“„«].*["”“»]$/s.test(text) && !/^["“„«].*["”“»].*["”“»]$/s.test(text)) return null
  // Whatever else it could mean (`A* search`, `P(y|x)`, `-1`): who types all words of a title in their order means the paper.
  const keys = [...new Set([titleKeyOf(text), titleKeyOf(straighten(text))])]
  return keys.every(key => key.split(' ').length < LEAST_WORDS) ? null : { kind: 'title', keys }
}
