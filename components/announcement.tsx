'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { isFilledIn } from './filled-in.ts'

/**
 * The outcome of what a reader did; the focus goes there, because the button that had it is gone. It stays where something is already being
 * filled in: a page that came without its scripts is told of the outcome when they come.
 */
export function Announcement({ children, role = 'status' }: { children: ReactNode; role?: 'status' | 'alert' }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isFilledIn(document.activeElement)) box.current?.focus()
  }, [])
  return (
    <div
      ref={box}
      role={role}
      tabIndex={-1}
      className={`border-l-2 bg-raised px-5 py-4 outline-none ${role === 'alert' ? 'border-wrong' : 'border-accent'}`}
    >
      {children}
    </div>
  )
}
