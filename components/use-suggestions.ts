import { useRef, useState } from 'react'

/** A suggestion as the API gives it: a paper has a title, a topic and an author a name and a count. */
export type Suggested = {
  kind: 'topic' | 'paper' | 'author'
  url: string
  title?: string
  name?: string
  count?: number
}

/** Long enough for a fast typist's next letter, short enough not to be felt. */
const PAUSE_MS = 120
const LEAST_LETTERS = 2

/** Suggestions for what is being typed: asked for after a pause, the last question only, and none when there is no answer. */
export function useSuggestions() {
  const [suggestions, setSuggestions] = useState<Suggested[]>([])
  const asking = useRef<AbortController | null>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  const stop = () => {
    clearTimeout(pause.current)
    asking.current?.abort()
  }
  const forget = () => {
    stop()
    setSuggestions([])
  }
  const ask = (text: string, pauseMs = PAUSE_MS) => {
    stop()
    if (text.trim().length < LEAST_LETTERS) return setSuggestions([])
    pause.current = setTimeout(async () => {
      const controller = new AbortController()
      asking.current = controller
      const found = await fetchSuggestions(text, controller.signal)
      if (!controller.signal.aborted) setSuggestions(found)
    }, pauseMs)
  }
  return { suggestions, ask, forget }
}

async function fetchSuggestions(text: string, signal: AbortSignal): Promise<Suggested[]> {
  try {
    const answer = await fetch(`/api/v1/suggestions?${new URLSearchParams({ q: text })}`, { signal })
    return answer.ok ? (await answer.json()).suggestions : []
  } catch {
    // Offline or overtaken: searching works without.
    return []
  }
}
