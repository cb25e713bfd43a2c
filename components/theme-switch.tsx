'use client'

import { useEffect, useState } from 'react'
import { THEME_KEY } from '#lib/domain/web/theme-script'

const CHOICES = [
  { value: 'system', name: 'As the device' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
]

declare global {
  interface Window {
    /** Of the script in the head: shows a theme and says which. */
    setTheme(theme: string | null): string
  }
}

/** Light or dark, remembered in this browser. Without a script the page follows the device, and there is nothing to choose. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState('')

  useEffect(() => {
    const follow = () => setTheme(window.setTheme(readChoice()))
    follow()
    // Another tab may have chosen; a page that comes back from the browser's memory has slept through it.
    window.addEventListener('storage', follow)
    window.addEventListener('pageshow', follow)
    return () => {
      window.removeEventListener('storage', follow)
      window.removeEventListener('pageshow', follow)
    }
  }, [])

  const choose = (value: string) => {
    keepChoice(value)
    setTheme(window.setTheme(value))
  }
  return (
    <fieldset className="theme-switch">
      <legend className="sr-only">Colours</legend>
      {CHOICES.map(({ value, name }) => (
        <label key={value}>
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme === value}
            onChange={() => choose(value)}
            className="sr-only"
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

// A browser can refuse its storage; then the choice lasts as long as the page.
function readChoice(): string | null {
  try {
    return localStorage.getItem(THEME_KEY)
  } catch {
    return document.documentElement.dataset.theme ?? null
  }
}

function keepChoice(value: string): void {
  try {
    if (value === 'system') localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, value)
  } catch {
    // See above.
  }
}
