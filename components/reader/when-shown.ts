/** Does something once the page is shown: a browser may make one before, which nobody may ever see. Returns how to give it up. */
export function whenShown(deed: () => void): () => void {
  if (!(document as { prerendering?: boolean }).prerendering) {
    deed()
    return () => {}
  }
  document.addEventListener('prerenderingchange', deed, { once: true })
  return () => document.removeEventListener('prerenderingchange', deed)
}
