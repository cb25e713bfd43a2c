import { Formula, Quantity } from './math.tsx'

/** The ranking of this house, in words. */
export function RankingInWords() {
  return (
    <ul className="mt-2 grid list-disc gap-1.5 pl-5">
      <li>
        <strong>What gains trends, not what has.</strong> Each signal counts by what it gained within the window: a day,
        a week, a month, a year. Of all time, everything counts.
      </li>
      <li>
        <strong>Lately counts more.</strong> What was gained fades: after each half-life, half of it is left. The
        half-life of a window is in proportion to its length.
      </li>
      <li>
        <strong>It is a rate.</strong> What is left is divided by how long the signal was watched, and by two half-lives
        of patience: one look makes no trend.
      </li>
      <li>
        <strong>Nobody buys the first place.</strong> Each gain fills what is still empty below a cap, and the more was
        gained within the window already, the less a further gain counts: fifty thousand stars at once are worth no more
        than some hundreds, and who shouts for days is heard for two.
      </li>
      <li>
        <strong>A paper without signals appears.</strong> For fourteen days it has points for being new, of which half
        go every two days.
      </li>
      <li>
        <strong>What nobody watches is not known.</strong> A signal that was not observed for two days, two weeks, a
        month or a year, by the window, counts for nothing; nor does a wrong number that the next look takes back. What
        a paper had before it was first seen counts when it was new by then; of an older one nobody knows when it gained
        it.
      </li>
      <li>
        <strong>Ties always break the same way:</strong> the newer paper first, then the one stored later. What has no
        score follows, newest first.
      </li>
    </ul>
  )
}

/** The same in mathematics. */
export function RankingInMathematics() {
  return (
    <>
      <Formula>
        <mi>score</mi>
        <mo>=</mo>
        <munder>
          <mo>∑</mo>
          <mi>s</mi>
        </munder>
        <Quantity of="s">w</Quantity>
        <mo>·</mo>
        <mfrac>
          <mrow>
            <Quantity of="s">L</Quantity>
            <mo>·</mo>
            <mtext>24 h</mtext>
          </mrow>
          <mrow>
            <mn>2</mn>
            <mi>H</mi>
            <mo>+</mo>
            <Quantity of="s">T</Quantity>
          </mrow>
        </mfrac>
        <mo>+</mo>
        <mi>n</mi>
        <mo>·</mo>
        <mfrac>
          <mtext>24 h</mtext>
          <mrow>
            <mn>2</mn>
            <mi>H</mi>
          </mrow>
        </mfrac>
        <mo>·</mo>
        <msup>
          <mn>2</mn>
          <mrow>
            <mo>−</mo>
            <mi>age</mi>
            <mo>/</mo>
            <mtext>2 d</mtext>
          </mrow>
        </msup>
      </Formula>
      <p className="mt-2">
        with the weight <Letter>w</Letter> of each signal <Letter>s</Letter>, the half-life <Letter>H</Letter> of the
        window, the points <Letter>n</Letter> of a newcomer, and the level <Letter>L</Letter> of what was gained. The
        level halves in each half-life. A gain <Letter>g</Letter>, taken to have come evenly since the observation
        before, lifts it towards the cap <Letter>c</Letter>, the less so the more <Letter>G</Letter> was gained within
        the window already:
      </p>
      <Formula>
        <mi>L</mi>
        <mo>←</mo>
        <mi>c</mi>
        <mo>−</mo>
        <mo>(</mo>
        <mi>c</mi>
        <mo>−</mo>
        <mi>L</mi>
        <mo>)</mo>
        <mo>·</mo>
        <msup>
          <mi>e</mi>
          <mrow>
            <mo>−</mo>
            <mi>g′</mi>
            <mo>/</mo>
            <mi>c</mi>
          </mrow>
        </msup>
        <mo>,</mo>
        <mi>g′</mi>
        <mo>=</mo>
        <mi>g</mi>
        <mo>·</mo>
        <msup>
          <mi>e</mi>
          <mrow>
            <mo>−</mo>
            <mi>G</mi>
            <mo>/</mo>
            <mn>2</mn>
            <mi>c</mi>
          </mrow>
        </msup>
      </Formula>
      <p className="mt-2">
        <Letter>T</Letter> is the time <Letter>t</Letter> for which the signal was watched within the window, faded
        alike:
      </p>
      <Formula>
        <mi>T</mi>
        <mo>=</mo>
        <mfrac>
          <mi>H</mi>
          <mrow>
            <mi>ln</mi>
            <mn>2</mn>
          </mrow>
        </mfrac>
        <mo>·</mo>
        <mo>(</mo>
        <mn>1</mn>
        <mo>−</mo>
        <msup>
          <mn>2</mn>
          <mrow>
            <mo>−</mo>
            <mi>t</mi>
            <mo>/</mo>
            <mi>H</mi>
          </mrow>
        </msup>
        <mo>)</mo>
      </Formula>
      <p className="mt-2">
        Of all time nothing fades: a signal that stands at <Letter>x</Letter> gives <Letter>w</Letter> ·{' '}
        <Letter>c</Letter> · ln(1 + <Letter>x</Letter> / <Letter>c</Letter>), and being new <Letter>n</Letter> · 2
        <sup>−age / 2 d</sup>.
      </p>
    </>
  )
}

const Letter = ({ children }: { children: string }) => <var className="font-serif">{children}</var>
