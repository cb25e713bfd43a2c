import { Fragment } from 'react'
import type { Marked } from '#lib/domain/feed/channel'
import { readTex } from '#lib/domain/tex/marked'
import { TexFormula } from './tex-formula.tsx'

/** A title or an abstract, with its formulas set and with the words that matched marked. */
export function MarkedText({ text, marked }: { text: string; marked?: Marked | null | undefined }) {
  return (
    // Whatever its script, it does not turn around what stands beside it.
    <bdi>
      {readTex(text, marked).map(({ text, formula, hit }, i) => {
        const Around = hit ? 'mark' : Fragment
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place.
          <Around key={i}>{formula === null ? text : <TexFormula tex={formula} text={text} />}</Around>
        )
      })}
    </bdi>
  )
}
