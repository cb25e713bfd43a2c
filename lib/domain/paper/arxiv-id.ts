/** An arXiv id taken apart: the id without version, and the version where one was given. */
export type ArxivId = { id: string; version: number | null }

const NEW = /^(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v([1-9]\d{0,2}))?$/
const OLD = /^([a-z]+(?:-[a-z]+)*)(?:\.[a-z]{2})?\/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v([1-9]\d{0,2}))?$/
const WRAPPING = [
  /^https?:\/\/(?:[a-z]+\.)?arxiv\.org\/(?:abs|pdf|html|format|ps)\/([^?#\s]+?)(?:\.pdf)?\/?(?:[?#].*)?$/,
  /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)?10\.48550\/arxiv\.(\S+)$/,
  /^(?:oai:)?arxiv(?:\.org)?:\s*(\S+)$/,
]

/**
 * Reads an arXiv id as people write it: bare, with version, with `arXiv:`, as address of arXiv or as its DOI.
 * Old ids lose their subject class (`math.GT/0309136` is `math/0309136`), as arXiv itself does.
 * @see https://info.arxiv.org/help/arxiv_identifier.html
 */
export function parseArxivId(text: string): ArxivId | null {
  const lower = text.trim().toLowerCase()
  const bare =
    WRAPPING.reduce<string | undefined>((found, pattern) => found ?? pattern.exec(lower)?.[1], undefined) ?? lower
  const modern = NEW.exec(bare)
  // Four digits until December 2014, five since.
  if (modern && (modern[3]!.length === 5) === `${modern[1]}${modern[2]}` >= '1501') {
    return { id: `${modern[1]}${modern[2]}.${modern[3]}`, version: modern[4] ? Number(modern[4]) : null }
  }
  const old = OLD.exec(bare)
  if (old) return { id: `${old[1]}/${old[2]}${old[3]}${old[4]}`, version: old[5] ? Number(old[5]) : null }
  return null
}

/** The month in which an arXiv id (without version) was given out, as `2023-07`. */
export function monthOfArxivId(id: string): string {
  const digits = id.slice(id.indexOf('/') + 1)
  const year = Number(digits.slice(0, 2))
  return `${year >= 91 ? 1900 + year : 2000 + year}-${digits.slice(2, 4)}`
}
