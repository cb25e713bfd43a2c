import { headers } from 'next/headers'
import { env } from '#lib/env'
import { isLocalPeer, isLoopback } from '#lib/requests'

/** The outbox holds other people's mail: it is there for whoever sits at this machine, and only while no mail is sent. */
export async function isOutboxOpen(): Promise<boolean> {
  return isOutboxShown() && isLocalPeer(await headers())
}

/** Whether the outbox is there for anybody at all. */
export function isOutboxShown(): boolean {
  const { SMTP_URL, SITE_URL } = env()
  // A proxy on this machine that adds no header of its own would look like a visitor at this machine.
  return !SMTP_URL && isLoopback(new URL(SITE_URL).hostname)
}
