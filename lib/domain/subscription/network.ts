/**
 * The network that an address belongs to, as whoever abuses a form can change addresses within it for nothing: `203.0.113.0/24` of an IPv4
 * address, `2001:db8:1:2::/64` of an IPv6 one. Null when it is no address. A port, brackets and a zone are left out.
 */
export function networkOf(address: string): string | null {
  const text = address
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/%.*$/, '')
    .toLowerCase()
  const four = readFour(text.replace(/^(?:0*:){2,7}(?:0*:)*ffff:(?=\d+\.)/, '').replace(/^([\d.]+):\d+$/, '$1'))
  if (four) return `${four.slice(0, 3).join('.')}.0/24`
  const six = readSix(text)
  if (!six) return null
  // An IPv4 address in the clothes of IPv6, with its last groups in hexadecimal.
  if (six.slice(0, 5).every(group => group === 0) && six[5] === 0xffff)
    return `${six[6]! >> 8}.${six[6]! & 255}.${six[7]! >> 8}.0/24`
  return `${six
    .slice(0, 4)
    .map(group => group.toString(16))
    .join(':')}::/64`
}

function readFour(text: string): number[] | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null
  const parts = text.split('.').map(Number)
  return parts.every(part => part <= 255) ? parts : null
}

function readSix(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2 || !/^[\da-f:]+$/.test(text)) return null
  const groups = halves.map(half => (half === '' ? [] : half.split(':')))
  const given = groups.flat()
  if (given.some(group => !/^[\da-f]{1,4}$/.test(group))) return null
  const missing = 8 - given.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const zeros = Array.from({ length: halves.length === 2 ? missing : 0 }, () => '0')
  return [...groups[0]!, ...zeros, ...(groups[1] ?? [])].map(group => Number.parseInt(group, 16))
}
