import { SaxesParser } from 'saxes'

/** An element with its own text (not that of its children). Names of elements are without their prefix: `arxiv:comment` is `comment`. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }

/** A document of XML as a tree, or why it is none, as the end of a sentence that begins with what was asked for. */
export type ParsedXml = { ok: true; root: XmlElement } | { ok: false; why: string }

/** Answers of arXiv are at most eight deep. */
const DEEPEST = 32

/** Elements and attributes of one document; the largest answers of arXiv have some 100,000. Each takes a hundred times the room of its text. */
const MOST_PARTS = 500_000

/**
 * Reads XML strictly, in linear time. Never throws. Documents with a DOCTYPE are refused, so that nobody can define an entity. What XML cannot
 * hold at all (control characters, also escaped ones, and half characters) is left out instead of losing 200 papers for one of it: arXiv's
 * abstracts are pasted out of PDFs.
 */
export function parseXml(text: string): ParsedXml {
  const stranger = describeStranger(text)
  if (stranger) return { ok: false, why: stranger }
  try {
    return { ok: true, root: readTree(dropForbidden(text)) }
  } catch (error) {
    return { ok: false, why: `is not well-formed XML (${(error as Error).message})` }
  }
}

/** The first child of that name. */
export const child = (of: XmlElement | undefined, name: string): XmlElement | undefined =>
  of?.children.find(each => each.name === name)

/** All children of that name. */
export const childrenOf = (of: XmlElement | undefined, name: string): XmlElement[] =>
  of?.children.filter(each => each.name === name) ?? []

/** The text of the first child of that name, trimmed; null where there is no child or no text. */
export const textOf = (of: XmlElement | undefined, name: string): string | null => child(of, name)?.text.trim() || null

function readTree(text: string): XmlElement {
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  const addText = (piece: string) => {
    open.at(-1)!.text += piece
  }
  const parser = new SaxesParser({ xmlns: false as const, defaultXMLVersion: '1.0', forceXMLVersion: true })
  parser.on('error', error => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('it has a DOCTYPE')
  })
  let parts = 0
  const countPart = () => {
    if (++parts > MOST_PARTS)
      throw new Error(`it has more than ${MOST_PARTS.toLocaleString('en')} elements and attributes`)
  }
  parser.on('opentagstart', countPart)
  parser.on('attribute', countPart)
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) throw new Error(`it is more than ${DEEPEST} elements deep`)
    const element = { name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  return document.children[0]!
}

/** What arXiv is known to send in place of XML, in words; null for what may be XML. */
function describeStranger(text: string): string | null {
  const start = text
    .slice(0, 500)
    .trimStart()
    .replace(/^\ufeff/, '')
  if (start === '' && text.trim() === '') return 'is empty'
  if (/^<(!doctype html|html)\b/i.test(start)) {
    const title = /<title[^>]*>\s*([^<]{1,100})/i.exec(text.slice(0, 4000))?.[1]
    return `is a page of HTML${title ? ` ("${quote(title)}")` : ''}`
  }
  return start.startsWith('<') ? null : `is no XML ("${quote(start.slice(0, 60))}")`
}

const quote = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .trim()

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function dropForbidden(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '')
  const visible = wellFormed
    .replace(/^\s*\ufeff?\s*(?=<)/, '')
    .replace(FORBIDDEN, sign => (sign === '\v' || sign === '\f' ? ' ' : ''))
  if (!visible.includes('&#')) return visible
  return visible.replace(/&#(?:x([0-9a-fA-F]{1,8})|(\d{1,8}));/g, (reference, hex, decimal) =>
    isCharacter(hex ? Number.parseInt(hex, 16) : Number(decimal)) ? reference : '',
  )
}

/** Whether XML 1.0 lets a code point stand in a document. */
const isCharacter = (code: number) =>
  code >= 0x20
    ? code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code < 0x110000)
    : code === 9 || code === 10 || code === 13
