/** What XML 1.0 cannot hold, not even escaped: control characters, lone surrogates, two non-characters. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu

/** Text as it may stand in XML, in an element or an attribute. */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}

/** An element with text in it; nothing where there is no text. */
export function element(name: string, text: string | null, attributes: Record<string, string> = {}): string {
  if (text === null) return ''
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return `<${name}${list.join('')}>${escapeXml(text)}</${name}>`
}
