declare global {
  interface Window {
    /** Of the script in the head: what was pressed before this page could do anything about it, and as what it was ticked then. */
    attnEarly?: [HTMLElement, boolean | undefined][] | null
  }
}

/** Does what was pressed while the scripts of this page were on their way. */
export function catchUp(): void {
  const presses = window.attnEarly ?? []
  window.attnEarly = null
  // What comes to life tells itself first how it stands.
  setTimeout(() => {
    for (const [element, checked] of presses) {
      const isDone = checked !== undefined && (element as HTMLInputElement).checked === checked
      if (element.isConnected && !isDone) element.click()
    }
  })
}
