import type { ReactNode } from 'react'
import { TOOL } from './tool-looks.ts'

type Props = {
  /** By which the keyboard finds it. */
  name: string
  /** What it is about, where its text alone does not say. */
  label?: string
  isPressed?: boolean
  onClick: () => void
  children: ReactNode
}

/** A quiet button that is large enough for a thumb where there is one. */
export function ToolButton({ name, label, isPressed, onClick, children }: Props) {
  return (
    <button
      type="button"
      data-tool={name}
      aria-label={label}
      aria-pressed={isPressed}
      onClick={onClick}
      className={TOOL}
    >
      {children}
    </button>
  )
}
