/** What two spellings of one title have in common: letters and digits, folded, single spaces. */
export function titleKeyOf(title: string): string {
  const folded = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? folded.trim()
}

/**
 * The local id of a paper that has no arXiv id: readable, fit for an address, the same for every spelling of the title.
 * It always begins with a letter and can never be taken for an arXiv id.
 */
export function localIdOf(title: string): string {
  const key = titleKeyOf(title)
  const slug = key
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return `t-${slug ? `${slug}-` : ''}${hash53(key)}`
}

const PLAIN_DOI = /^10\.\d{4,9}\/[a-z0-9.]{1,100}$/
const DOI_ID = /^doi-(10\.\d{4,9})-([a-z0-9.]{1,100})$/

/** The local id of a paper that has a DOI and no arXiv id, from which the DOI can be read again; null for a DOI with more than letters, digits and dots. */
export function doiIdOf(doi: string): string | null {
  const plain = doi.trim().toLowerCase()
  return PLAIN_DOI.test(plain) ? `doi-${plain.replace('/', '-')}` : null
}

/** The DOI in a local id made by `doiIdOf`; null for any other id. */
export function readDoiId(id: string): string | null {
  const found = DOI_ID.exec(id)
  return found && `${found[1]}/${found[2]}`
}

/** cyrb53 (bryc, public domain): 53 bits of a string, in base 36. Ids need spread here, not secrecy. */
function hash53(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
