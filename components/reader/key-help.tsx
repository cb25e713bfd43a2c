'use client'

import { useEffect, useRef } from 'react'
import { withSettings } from '#lib/domain/reader/kept'
import { PLACES } from '#lib/domain/reader/keys'
import { PROBLEMS, say } from './message.ts'
import { changeKept, readState, useReader } from './reader-store.ts'

const KEYS = [
  ['j', 'next paper'],
  ['k', 'previous paper'],
  ['o', 'open the paper; on its page, go where it can be read'],
  ['s', 'save the paper, or not'],
  ['x', 'mark the paper as seen, or not'],
  ['t', 'to the topics of the paper'],
  ['b', 'back to the list'],
  ['/', 'search'],
  ['?', 'this sheet'],
  ...Object.entries(PLACES).map(([key, { name }]) => [`g ${key}`, `go to ${name}`]),
] as [string, string][]

/** The sheet that explains the keys. The browser closes it on Escape, and gives the focus back to where it was. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  const reader = useReader()
  useEffect(() => {
    dialog.current?.showModal()
    close.current?.focus({ preventScroll: true })
  }, [])

  function setHasKeys(hasKeys: boolean) {
    changeKept(kept => withSettings(kept, { hasKeys }))
    const { problem } = readState()
    if (problem) say(PROBLEMS[problem])
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={onClose}
      className="m-auto max-h-[90dvh] w-[min(26rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line bg-paper p-6 text-ink backdrop:bg-black/40"
    >
      <h2 id="keys-title" className="section-title">
        Keyboard
      </h2>
      <dl className="mt-4 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 text-[0.9375rem]">
        {KEYS.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt className="flex gap-1">
              {keys.split(' ').map(key => (
                <kbd
                  key={key}
                  className="min-w-6 rounded border border-line bg-raised px-1.5 text-center font-mono text-sm"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex min-h-11 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={reader?.kept.settings.hasKeys ?? true}
          onChange={event => setHasKeys(event.target.checked)}
        />
        Use these keys
      </label>
      <form method="dialog" className="mt-2">
        <button type="submit" ref={close} className="button-quiet">
          Close
        </button>
      </form>
    </dialog>
  )
}
