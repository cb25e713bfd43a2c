'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { catchUp } from './early-presses.ts'
import { onHelpWanted, wantHelp } from './help-wanted.ts'
import { listenToKeys } from './key-listener.ts'
import { useMessage } from './message.ts'
import { registerWorker } from './offline-copies.ts'
import { reload } from './reader-store.ts'
import { noteActivity } from './visit-store.ts'

type HelpProps = { onClose: () => void }

/** What is on every page: the keys, their help sheet, what is said at the foot of the window, and the copies for when there is no network. */
export function Hands() {
  const message = useMessage()
  const [Help, setHelp] = useState<ComponentType<HelpProps> | null>(null)

  useEffect(() => {
    noteActivity()
    registerWorker()
    const onHide = () => document.visibilityState === 'hidden' && noteActivity()
    const onShow = (event: PageTransitionEvent) => event.persisted && reload()
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('pageshow', onShow)
    const stopKeys = listenToKeys(wantHelp)
    // Few readers open it, and none before the page is there.
    const stopHelp = onHelpWanted(async () => {
      const { KeyHelp } = await import('./key-help.tsx')
      setHelp(() => KeyHelp)
    })
    catchUp()
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pageshow', onShow)
      stopKeys()
      stopHelp()
    }
  }, [])

  return (
    <>
      <p
        // No status: pages have one of their own, which is about them.
        aria-live="polite"
        className="fixed inset-x-4 bottom-4 z-30 mx-auto w-fit max-w-prose rounded-md border border-line bg-raised px-4 py-2 text-sm shadow-lg empty:sr-only print:hidden"
      >
        {message}
      </p>
      {Help && <Help onClose={() => setHelp(null)} />}
    </>
  )
}
