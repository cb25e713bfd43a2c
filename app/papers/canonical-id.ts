import { parseArxivId } from '#lib/domain/paper/arxiv-id'

/** The id that an address asks for: the slash of an old arXiv id makes two segments of one id. */
export function readId(segments: string[]): string {
  return segments.map(decode).join('/')
}

/** The id under which the store has it: without version, without `arXiv:`, without subject class. */
export function canonicalId(id: string): string {
  return parseArxivId(id)?.id ?? id
}

/** Next hands segments over as they stand in the address. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
