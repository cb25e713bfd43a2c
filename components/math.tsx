import type { HTMLAttributes, ReactNode } from 'react'

// MathML is part of HTML and browsers set it by themselves (https://www.w3.org/TR/mathml-core/); React renders it, but its types do not know it.
type MathProps = HTMLAttributes<Element> & { display?: 'block' }
type MathTag = 'math' | 'mrow' | 'mi' | 'mn' | 'mo' | 'mtext' | 'mfrac' | 'msub' | 'msup' | 'munder'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Record<MathTag, MathProps> {}
  }
}

/** A formula on a line of its own; what is wider than the page scrolls. */
export function Formula({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <div tabIndex={0} className="overflow-x-auto overflow-y-hidden py-3 text-lg">
      <math display="block">{children}</math>
    </div>
  )
}

/** A quantity: `p`, or of something: `p` with `s` below. */
export function Quantity({ of, children }: { of?: string; children: string }) {
  if (of === undefined) return <mi>{children}</mi>
  return (
    <msub>
      <mi>{children}</mi>
      <mi>{of}</mi>
    </msub>
  )
}
