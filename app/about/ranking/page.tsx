import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { BacktestTable } from '#components/backtest-table'
import { RankingInMathematics, RankingInWords } from '#components/ranking-formula'
import { RankingLinks } from '#components/ranking-links'
import { RankingSettingsInForce } from '#components/ranking-settings'
import { now } from '#lib/clock'
import { RANKING_WORDS } from '#lib/domain/rank/ranking-words'
import { readRanking } from '#lib/domain/rank/settings'
import { env } from '#lib/env'
import { findSignalAges } from '#lib/store/signal-ages'
import { guarded } from '../../guarded.tsx'

export const metadata: Metadata = {
  title: 'How papers are ranked',
  description:
    'The formula by which papers trend here, with the weights in force, and those of other sites to compare.',
}

export default guarded(async function AboutRankingPage() {
  await connection()
  const settings = readRanking(env().RANKING)
  const ages = await findSignalAges()
  return (
    <div className="grid grid-cols-1 gap-10">
      <div>
        <h1 className="page-title">How papers are ranked</h1>
        <p className="mt-3">
          What others make of a paper is observed over time: upvotes, comments, stars of its code, citations, points. A
          paper trends by what it gains of these, and every place says why: on the card in a few words, on the page of
          the paper signal by signal. Ranked anew every quarter of an hour.
        </p>
        {settings.formula !== 'attn' && (
          <p className="mt-3">
            On this site the ranking is that of <strong>{RANKING_WORDS[settings.formula].name}</strong>, chosen by
            whoever runs it: see below. What follows is how it ranks otherwise.
          </p>
        )}
      </div>
      <Section id="words" title="In words">
        <RankingInWords />
      </Section>
      <Section id="mathematics" title="In mathematics">
        <RankingInMathematics />
      </Section>
      <Section id="settings" title="In force here">
        <RankingSettingsInForce settings={settings} ages={ages} now={now()} />
      </Section>
      <Section id="others" title="Other ways to rank">
        <p className="mt-2">
          The same papers and the same gains, as others would order them. Where a formula speaks of votes, upvotes and
          Hacker News points are counted together.
        </p>
        <RankingLinks />
      </Section>
      <Section id="worth" title="What it is worth">
        <p className="mt-2">
          The formula was chosen by a backtest on the real history of a list of papers with upvotes: day by day, each
          ranking orders the papers as they stood, and is judged by what they gained until they were next observed. With
          the settings as they come, and 1 for an order that knows what comes (nDCG@10):
        </p>
        <BacktestTable />
        <p className="mt-4">
          Half-life, weights and caps were chosen on the days before December 2025; those kept aside were in sight, and
          of two ways to treat wrong numbers the one that costs nothing there was kept. Papers that stay listed for
          longer are observed more often, so these figures favour what is already big; that is why papers of less than
          48 hours are judged by themselves as well. Whoever runs this site can repeat it with{' '}
          <code className="font-mono text-sm">npm run bench -- trending</code>.
        </p>
      </Section>
    </div>
  )
})

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="hung border-line border-t pt-5">
      <h2 id={id} className="section-title">
        {title}
      </h2>
      <div className="max-lg:mt-2 lg:[&>:first-child]:mt-0">{children}</div>
    </section>
  )
}
