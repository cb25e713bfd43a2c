const EVENT = 'attn:help'

/** Asks for the sheet that explains the keys. */
export const wantHelp = (): void => void window.dispatchEvent(new Event(EVENT))

export function onHelpWanted(listener: () => void): () => void {
  window.addEventListener(EVENT, listener)
  return () => window.removeEventListener(EVENT, listener)
}
