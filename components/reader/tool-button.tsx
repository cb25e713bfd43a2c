import type { ReactNode } from 'react'

type Props = {
  /** By which the keyboard finds it. */
  name: string
  /** What it is about, where its text alone does not say. */
  label?: string
  isPressed?: boolean
  isExpanded?: boolean
  onClick: () => void
  children: ReactNode
}

/** A quiet button that is large enough for a thumb where there is one. */
export function ToolButton({ name, label, isPressed, isExpanded, onClick, children }: Props) {
  return (
    <button
      type="button"
      data-tool={name}
      aria-label={label}
      aria-pressed={isPressed}
      aria-expanded={isExpanded}
      onClick={onClick}
      className="min-h-11 min-w-11 cursor-pointer px-2 text-right lg:pointer-fine:min-h-8 hover:text-accent hover:underline aria-pressed:text-accent data-[tool=save]:min-w-20 data-[tool=seen]:min-w-18"
    >
      {children}
    </button>
  )
}
