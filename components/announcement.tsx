'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** The outcome of what a reader did; the focus goes there, because the button that had it is gone. */
export function Announcement({ children, role = 'status' }: { children: ReactNode; role?: 'status' | 'alert' }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
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
