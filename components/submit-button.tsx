'use client'

import type { MouseEvent, ReactNode } from 'react'

/**
 * Sends the form it stands in, and says so while the answer is awaited. It is not disabled meanwhile, for the focus would fall off it; a second
 * press, or Enter in a field, sends nothing.
 */
export function SubmitButton(props: { pending: boolean; doing: string; className?: string; children: ReactNode }) {
  const { pending, doing, className = 'button', children } = props
  const onClick = (event: MouseEvent) => {
    if (pending) event.preventDefault()
  }
  return (
    <button type="submit" className={className} aria-disabled={pending || undefined} onClick={onClick}>
      {pending ? doing : children}
    </button>
  )
}
