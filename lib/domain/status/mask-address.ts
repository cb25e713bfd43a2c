/** An address so that somebody who knows it recognizes it, and nobody else learns it: `a…@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 1 ? '…' : `${[...address][0]}…${address.slice(at)}`
}
