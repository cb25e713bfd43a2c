/**
 * The path of a page that everybody sees alike: a view or a form with nothing chosen in its address, a paper, an issue. Null for what is chosen
 * (`?…`), for what may be somebody's own, and for paths written in a way that no link of this site is.
 */
export function sharedView(address: string): string | null {
  // A lone question mark asks for nothing.
  const path = address.replace(/\?$/, '')
  return path === '/' || PAGES.test(path) ? path : null
}

// Not `.` and `..`, which lead elsewhere.
const ID = String.raw`\w[\w.:-]{0,63}`
const PAGES = new RegExp(
  `^/(topics(/${ID})?|papers/(${ID}/)?${ID}|digest(?!/feed\\.)(/${ID}){0,2}|about/ranking|subscribe)$`,
)
