import { isFilledIn } from '../filled-in.ts'

declare global {
  interface Window {
    /** Of the script in the head: what was pressed before this page could do anything about it, and as what it was ticked then; or a key. */
    attnEarly?: [HTMLElement | string, boolean?][] | null
  }
}

/** Does what was pressed while the scripts of this page were on their way. */
export function catchUp(): void {
  const presses = window.attnEarly ?? []
  window.attnEarly = null
  // What comes to life tells itself first how it stands.
  setTimeout(() => {
    for (const [pressed, checked] of presses)
      if (typeof pressed === 'string') pressKey(pressed)
      else if (pressed.isConnected && !isDone(pressed, checked)) pressed.click()
  })
}

const isDone = (box: HTMLElement, checked?: boolean): boolean =>
  checked !== undefined && (box as HTMLInputElement).checked === checked

function pressKey(key: string): void {
  if (!isFilledIn(document.activeElement)) document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}
