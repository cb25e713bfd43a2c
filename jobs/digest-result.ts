import type { SendResult } from '#lib/smtp-outcome'
import type { ClaimedDelivery } from '#lib/store/deliveries'
import type { Heard } from '#lib/store/mail-server'
import type { DeliveryResult } from '#lib/store/wire'

/** What a result says of an issue that was on the wire. */
type Sent = Extract<DeliveryResult, { state: 'sent' | 'failed' | 'uncertain' | 'retry' }>

/**
 * What is to be written down when a mail was sent: of the issue, and of the server for everybody.
 *
 * A refusal for good that is about us is not this reader's: the issue waits, and its attempt does not count. But where the server took mails of
 * others since it refused this one before, it is about this reader all the same. `lastSentAt`: when it last took one.
 */
export function resultOf(
  { refusedAt }: Pick<ClaimedDelivery, 'refusedAt'>,
  sent: SendResult,
  { probe, lastSentAt }: { probe: boolean; lastSentAt: Date | null },
): { result: Sent; heard: Heard | undefined } {
  const { outcome, reply, outage, closing, ours, about } = sent
  const onlyThem = refusedAt !== null && lastSentAt !== null && lastSentAt > refusedAt
  const aboutUs = about === 'us' && (probe || !onlyThem)
  const state = aboutUs ? 'retry' : outcome
  const result = {
    state,
    reply,
    jitter: Math.random(),
    outage,
    // While sending is stopped a mail only asks for all the others.
    unspent: aboutUs || (probe && state === 'retry'),
    refusedForUs: aboutUs,
    badAddress: about === 'address',
  }
  return { result, heard: ours ? undefined : { taken: outcome === 'sent', reply, outage, closing, aboutUs, probe } }
}
