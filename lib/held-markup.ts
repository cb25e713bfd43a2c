import type { Doing } from './request-context.ts'

// What a page is made of passes through two renderers of one process: one makes a tree of it, the other HTML of the tree, and the browser gets
// both, the tree to bring the HTML to life. What never comes to life needs no tree: its HTML waits with the request, from the one to the other.
// This file also goes to browsers, where nothing is held: no modules of Node.
const storage = () => (globalThis as { attnDoing?: { getStore(): Doing | undefined } }).attnDoing

/** Holds HTML until the page of the present request is made. Returns its place, or null where it cannot wait: nobody makes a page. */
export function holdMarkup(html: string): number | null {
  const markup = storage()?.getStore()?.markup
  return markup ? markup.push(html) - 1 : null
}

/** The HTML that the present request holds at a place, or null. */
export const heldMarkup = (place: number): string | null => storage()?.getStore()?.markup?.[place] ?? null
