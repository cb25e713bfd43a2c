import { createHash } from 'node:crypto'

/** How a policy names a script that stands in a page. */
export const hashOf = (script: string): string => `sha256-${createHash('sha256').update(script).digest('base64')}`

/**
 * A page that was rendered for one reader, made one for many: scripts that the renderer marked with its nonce are named by what they say
 * instead. A script without that mark was not written by the renderer, and stays unnamed.
 */
export function nameScripts(html: string, nonce: string): { html: string; scripts: string[] } {
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].flatMap(
    ([, attributes = '', text = '']) =>
      attributes.includes(`nonce="${nonce}"`) && text !== '' ? [hashOf(withoutNonce(text, nonce))] : [],
  )
  return { html: withoutNonce(html, nonce), scripts: [...new Set(scripts)] }
}

/** A page, or a header of one, without its nonce: it is in attributes, in parameters of `Link`, and in what the page's script reads. */
export const withoutNonce = (text: string, nonce: string): string =>
  text.replaceAll(new RegExp(`;? nonce="${nonce}"`, 'g'), '').replaceAll(nonce, '')
