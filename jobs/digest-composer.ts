import { renderDigestPieces } from '#emails/digest'
import type { Memo } from '#emails/piece'
import { openBulkEncoder } from '#lib/bulk-mime'
import { headerText } from '#lib/domain/mail/mail'
import { env } from '#lib/env'
import { bareAddress, type EncodedMail } from '#lib/mail'
import type { ClaimedDelivery } from '#lib/store/deliveries'
import { composeFor } from './digest-issue.ts'
import { openPool } from './digest-pool.ts'
import { leaveUrl, manageUrl, messageIdOf, returnPathOf } from './links.ts'

/** What is composed for a reader: a mail for the wire, or why there is none. */
export type ComposedMail = { mail: EncodedMail; messageId: string; paperPks: number[] } | { why: string }

/** Composes the mails of a run. `expect` looks up at once what many need; `compose` also does without. */
export type Composer = {
  expect(deliveries: ClaimedDelivery[]): Promise<void>
  compose(delivery: ClaimedDelivery, now: Date): Promise<ComposedMail>
}

/** Most fragments that are kept; a run over many readers of many topics must not grow without end. */
const MOST_KEPT = 20_000

/** A composer that finds, renders and encodes once what readers have in common. `freshness`: the sources', for the footer. */
export function openComposer(freshness: string, clock: () => Date): Composer {
  const { SITE_URL: siteUrl, MAIL_FROM } = env()
  const from = headerText(MAIL_FROM)
  const encode = openBulkEncoder()
  const memo = openMemo()
  const pool = openPool(clock)
  return {
    expect: deliveries => pool.expect(deliveries),
    compose: async (delivery, now) => {
      const { subscriberId, email, localDate, preferences } = delivery
      const issue = await composeFor(delivery, pool, memo)
      if (issue.kind === 'nothing') return { why: issue.why }
      const reader = { preferences, manageUrl: manageUrl(subscriberId), leaveUrl: leaveUrl(subscriberId) }
      const messageId = headerText(messageIdOf(subscriberId, localDate))
      const to = headerText(email)
      const rendered = renderDigestPieces({ issue, siteUrl, reader, freshness }, memo)
      const raw = encode({ ...rendered, from, to, date: now, messageId })
      const returnPath = returnPathOf(subscriberId, localDate) ?? bareAddress(from)
      return { mail: { returnPath, to, date: now, raw }, messageId, paperPks: issue.papers.map(paper => paper.pk) }
    },
  }
}

function openMemo(): Memo {
  const kept = new Map<string, unknown>()
  return <T>(key: string, make: () => T): T => {
    if (kept.has(key)) return kept.get(key) as T
    const made = make()
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, made)
    return made
  }
}
