'use client'

import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { SuggestionList } from './suggestion-list.tsx'
import { type Suggested, useSuggestions } from './use-suggestions.ts'

/**
 * The field of the search form. Without a script it is a search field like any other; with one it is a combobox that suggests papers, topics
 * and authors. The field stays the browser's own: what was typed before the script came is kept.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function SearchBox({ id, typed }: { id: string; typed: string }) {
  const listId = useId()
  const { suggestions, ask, forget } = useSuggestions()
  const [active, setActive] = useState(-1)
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])

  const isOpen = suggestions.length > 0
  const optionId = (index: number) => `${listId}-${index}`
  const close = () => {
    forget()
    setActive(-1)
  }
  const go = ({ url }: Suggested) => {
    close()
    // As a path: the site may be known to itself by another name than to this reader.
    const { pathname, search } = new URL(url)
    window.location.assign(pathname + search)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // Keys of an input method choose characters, not suggestions.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const { key } = event
    if (key === 'ArrowDown' && !isOpen) ask(event.currentTarget.value, 0)
    else if (key === 'ArrowDown') setActive(active + 1 < suggestions.length ? active + 1 : -1)
    else if (key === 'ArrowUp' && isOpen) setActive(active < 0 ? suggestions.length - 1 : active - 1)
    else if (key === 'Escape' && isOpen) close()
    else if (key === 'Enter' && suggestions[active]) go(suggestions[active])
    else {
      if (key === 'Enter' || key === 'Tab') close()
      // The cursor moves in the text again.
      if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End') setActive(-1)
      return
    }
    event.preventDefault()
  }

  return (
    <>
      <input
        id={id}
        name="q"
        type="search"
        defaultValue={typed}
        placeholder="Words or author:name"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="field min-w-0 grow"
        onInput={event => {
          setActive(-1)
          ask(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
        {...(isReady && {
          role: 'combobox',
          'aria-autocomplete': 'list',
          'aria-expanded': isOpen,
          'aria-controls': listId,
          'aria-activedescendant': suggestions[active] ? optionId(active) : undefined,
        })}
      />
      {isReady && (
        <SuggestionList id={listId} suggestions={suggestions} active={active} optionId={optionId} onChoose={go} />
      )}
    </>
  )
}
