'use client'

import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { Preview } from '#lib/domain/subscription/preview'
import { isFilledIn } from './filled-in.ts'
import { MailPreview } from './mail-preview.tsx'
import { useNear } from './use-near.ts'

/** So long a form rests before its mail is asked for, in milliseconds. */
const REST_MS = 350
/** After so long without an answer the note says what one waits for. */
const SLOW_MS = 600

/**
 * The mail of the form that this stands in, asked for anew whenever a field changes; the form itself is not rendered again for it. Where that
 * fails, or a field is wrong, the last one stays and the note says what is the matter. Without a script the button sends the form.
 * `isStale`: the form holds something else than `initial` shows. `isAsked`: the reader asked for `initial`.
 */
export function LivePreview({ initial, isStale, isAsked }: { initial: Preview; isStale: boolean; isAsked: boolean }) {
  const [preview, setPreview] = useState(initial)
  const heading = useRef<HTMLHeadingElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const refresh = useRef<(restMs: number) => void>(() => {})
  const section = useRef<HTMLElement>(null)
  const [isNear, comeNear] = useNear(section, isAsked)

  useEffect(() => {
    const form = button.current?.form
    if (!form) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let asking = new AbortController()
    const stop = () => {
      clearTimeout(timer)
      asking.abort()
    }
    refresh.current = restMs => {
      stop()
      timer = setTimeout(async () => {
        asking = new AbortController()
        const { signal } = asking
        const slow = setTimeout(() => setPreview(last => ({ ...last, note: 'Making the preview…' })), SLOW_MS)
        const answer = await ask(form, signal).catch(() => ({ message: 'The preview could not be made just now.' }))
        clearTimeout(slow)
        if (!signal.aborted) setPreview(last => ('message' in answer ? { ...last, note: answer.message } : answer))
      }, restMs)
    }
    const onInput = (event: Event) => {
      if (!PRIVATE.test((event.target as HTMLInputElement).name)) refresh.current(REST_MS)
    }
    form.addEventListener('input', onInput)
    // Before there was a script to hear of it something may have been typed already.
    if (isStale || isTouched(form)) refresh.current(0)
    return () => {
      stop()
      form.removeEventListener('input', onInput)
    }
  }, [isStale])

  useEffect(() => {
    // The focus may have been there before the script.
    if (button.current === document.activeElement) comeNear()
  }, [comeNear])

  useEffect(() => {
    if (isAsked && !isFilledIn(document.activeElement)) heading.current?.focus()
  }, [isAsked])

  const showNow = (event: MouseEvent) => {
    event.preventDefault()
    refresh.current(0)
    heading.current?.focus()
  }
  return (
    <>
      <div className="sticky bottom-0 -mb-4 flex items-center justify-between gap-4 border-line border-t bg-paper py-2 text-sm">
        <p aria-live="polite" className="truncate">
          {preview.note}
        </p>
        <button
          ref={button}
          type="submit"
          name="intent"
          value="preview"
          className="link tap shrink-0 cursor-pointer py-2"
          onClick={showNow}
          // With the keyboard the mail is what comes next.
          onFocus={comeNear}
        >
          Preview
        </button>
      </div>
      <MailPreview preview={preview} isNear={isNear} section={section} heading={heading} />
    </>
  )
}

// The address is nobody's business yet.
const PRIVATE = /^(\$ACTION|email$|website$)/

/** Whether a field that the preview is made of holds something else than it came with. */
const isTouched = (form: HTMLFormElement): boolean =>
  [...form.elements].some(field => {
    // The zone may have been proposed, by no reader, and makes at most a date another.
    if (field instanceof HTMLSelectElement && field.name !== 'zone') {
      const came = [...field.options].find(option => option.defaultSelected) ?? field.options[0]
      return came?.selected === false
    }
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || PRIVATE.test(field.name))
      return false
    return field.value !== field.defaultValue || ('checked' in field && field.checked !== field.defaultChecked)
  })

async function ask(form: HTMLFormElement, signal: AbortSignal): Promise<Preview | { message: string }> {
  const chosen = [...new FormData(form)].filter(
    (field): field is [string, string] => typeof field[1] === 'string' && !PRIVATE.test(field[0]),
  )
  const answer = await fetch(`/subscribe/preview?${new URLSearchParams(chosen)}`, { signal })
  // 400 says what is wrong with the choice; any other failure is ours, and no preview.
  if (!answer.ok && answer.status !== 400) throw new Error(`the preview answers ${answer.status}`)
  return answer.json()
}
