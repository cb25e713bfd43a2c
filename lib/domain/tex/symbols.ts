const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s+/)
    .map(pair => pair.split('=', 2) as [string, string])

/** Commands that stand for one character. */
export const SYMBOLS = new Map([
  ...pairs(`alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ mu=μ
    nu=ν xi=ξ pi=π varpi=ϖ rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=φ varphi=ϕ chi=χ psi=ψ omega=ω Gamma=Γ
    Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω ell=ℓ hbar=ℏ aleph=ℵ Re=ℜ Im=ℑ wp=℘ imath=ı
    times=× cdot=· div=÷ pm=± mp=∓ ast=∗ star=⋆ circ=∘ bullet=• oplus=⊕ otimes=⊗ odot=⊙ cup=∪ cap=∩ setminus=∖ wedge=∧
    vee=∨ neg=¬ lnot=¬ leq=≤ le=≤ geq=≥ ge=≥ neq=≠ ne=≠ ll=≪ gg=≫ lesssim=≲ gtrsim=≳ approx=≈ sim=∼ simeq=≃ cong=≅
    equiv=≡ propto=∝ in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ emptyset=∅ varnothing=∅ forall=∀ exists=∃
    nabla=∇ partial=∂ infty=∞ sum=∑ prod=∏ int=∫ to=→ rightarrow=→ leftarrow=← leftrightarrow=↔ Rightarrow=⇒ Leftarrow=⇐
    Leftrightarrow=⇔ iff=⇔ implies=⇒ mapsto=↦ uparrow=↑ downarrow=↓ ldots=… dots=… cdots=⋯ prime=′ dagger=† ddagger=‡
    langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ mid=| vert=| Vert=‖ parallel=∥ perp=⊥ angle=∠ degree=° top=⊤ bot=⊥
    triangle=△ square=□ sharp=♯ flat=♭ checkmark=✓ textdegree=° textendash=– textemdash=— backslash=\\ S=§ P=¶ copyright=©
    pounds=£ ss=ß ae=æ AE=Æ oe=œ OE=Œ o=ø O=Ø aa=å AA=Å l=ł L=Ł i=ı`),
])

/** Commands that stand for their own name. */
export const FUNCTIONS = new Set(
  'arg cos cosh cot coth csc deg det dim exp gcd inf ker lg lim liminf limsup ln log max min mod bmod Pr sec sin sinh softmax sup tan tanh argmin argmax'.split(
    ' ',
  ),
)

/** Commands that change the look of their argument only. */
export const FONTS = new Set(
  `mathbf mathrm mathcal mathit mathsf mathtt mathfrak mathscr text textbf textit textrm textsf texttt textsc textnormal emph bm
   boldsymbol operatorname pmb mbox hbox underline ensuremath`.split(/\s+/),
)

/** Commands that say nothing in plain text. */
export const SILENT = new Set(
  'left right big Big bigg Bigg bigl bigr displaystyle textstyle limits nolimits it bf rm em tt sc sf cal'.split(' '),
)

/** Marks over a letter, as the combining characters that do it. */
export const ACCENTS = new Map([
  ...pairs(
    '\'=\u0301 `=\u0300 ^=\u0302 "=\u0308 ~=\u0303 ==\u0304 .=\u0307 u=\u0306 v=\u030c H=\u030b c=\u0327 k=\u0328 r=\u030a',
  ),
  ...pairs(
    'hat=\u0302 widehat=\u0302 tilde=\u0303 widetilde=\u0303 bar=\u0304 overline=\u0304 vec=\u20d7 dot=\u0307 ddot=\u0308',
  ),
])

const zip = (from: string, to: string) => {
  const targets = [...to]
  return new Map([...from].map((char, index) => [char, targets[index]!]))
}

export const SUPERSCRIPTS = zip(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW′∗∘⊤',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ′*°ᵀ',
)
export const SUBSCRIPTS = zip('0123456789+-−=()aehijklmnoprstuvxβγρφχ', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ')
export const BLACKBOARD = zip('CEHNPQRZ1', 'ℂ𝔼ℍℕℙℚℝℤ𝟙')
