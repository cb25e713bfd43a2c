'use client'

import { wantHelp } from './help-wanted.ts'

/** Opens the sheet that explains the keys: for whoever does not know `?`, or switched the keys off. */
export function KeysButton() {
  return (
    <button type="button" onClick={wantHelp} className="tap cursor-pointer hover:text-accent noscript:hidden">
      Keyboard
    </button>
  )
}
