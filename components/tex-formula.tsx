import 'server-only'
import { renderFormula } from '#lib/formula'

/** A formula as MathML; one that cannot be set is its `text`. Only ever on the server: what sets formulas is ten times a page's script. */
export function TexFormula({ tex, text }: { tex: string; text: string }) {
  const mathml = renderFormula(tex)
  if (mathml === null) return text
  // biome-ignore lint/security/noDangerouslySetInnerHtml: lib/formula lets nothing but MathML through.
  return <math className="tex" dangerouslySetInnerHTML={{ __html: mathml }} />
}
