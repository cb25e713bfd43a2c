'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Preview } from '#lib/domain/subscription/preview'

/** So long a form rests before its mail is asked for, in milliseconds. */
const REST_MS = 350

/**
 * The mail of a form, asked for anew whenever the form changes. Where that fails, or a field is wrong, the last one stays and the note says
 * what is the matter.
 */
export function usePreview(initial: Preview) {
  const [live, setLive] = useState<{ of: Preview; preview: Preview } | null>(null)
  const asking = useRef<{ timer?: ReturnType<typeof setTimeout>; abort?: AbortController }>({})
  const stop = useCallback(() => {
    clearTimeout(asking.current.timer)
    asking.current.abort?.abort()
  }, [])
  useEffect(() => stop, [stop])

  const refresh = (form: HTMLFormElement, restMs = REST_MS) => {
    stop()
    asking.current.timer = setTimeout(async () => {
      const abort = new AbortController()
      asking.current.abort = abort
      const answer = await ask(form, abort.signal).catch(() => ({ message: 'The preview could not be made just now.' }))
      if (abort.signal.aborted) return
      setLive(before => {
        const last = before?.of === initial ? before.preview : initial
        return { of: initial, preview: 'message' in answer ? { ...last, note: answer.message } : answer }
      })
    }, restMs)
  }
  // What the server rendered since, for whoever has no script or pressed the button, counts more.
  return { preview: live?.of === initial ? live.preview : initial, refresh }
}

async function ask(form: HTMLFormElement, signal: AbortSignal): Promise<Preview | { message: string }> {
  const chosen = [...new FormData(form)].filter(
    // The address is nobody's business yet.
    (field): field is [string, string] => typeof field[1] === 'string' && !/^(\$ACTION|email$|website$)/.test(field[0]),
  )
  const answer = await fetch(`/subscribe/preview?${new URLSearchParams(chosen)}`, { signal })
  return answer.json()
}
