import { createHmac } from 'node:crypto'
import { primary } from '#lib/db'

/** How often something may be asked for in a span of time, and the words for whoever asks more often. */
type Limit = { name: string; most: number; spanMs: number }

const HOUR_MS = 3_600_000

/**
 * How many subscriptions may be asked for: by a network, and by everybody together. Enough for a lecture hall behind one address; too few to
 * send letters to a list of strangers.
 */
export const LIMITS = {
  network: [
    { name: 'network hour', most: 30, spanMs: HOUR_MS },
    { name: 'network day', most: 100, spanMs: 24 * HOUR_MS },
  ],
  everybody: [{ name: 'everybody hour', most: 1000, spanMs: HOUR_MS }],
} as const satisfies Record<string, Limit[]>

/**
 * Counts a wish to subscribe, and says whether it may be granted: who asked too often, or null. What a network asks beyond its own limit does
 * not count against everybody. Of the network an HMAC is kept, until its span is over. `network` is null where it is not known.
 */
export async function countAsking(
  network: string | null,
  { now, secret }: { now: Date; secret: string },
): Promise<'network' | 'everybody' | null> {
  for (const limit of network === null ? [] : LIMITS.network)
    if (!(await isWithin(limit, hashOf(`${limit.name} ${network}`, secret), now))) return 'network'
  for (const limit of LIMITS.everybody)
    if (!(await isWithin(limit, hashOf(limit.name, secret), now))) return 'everybody'
  return null
}

/** How often somebody may try to get into /admin: a network with a token or an address, and links to one address. */
const ADMIN_LIMITS = {
  'admin network': [
    { name: 'admin network hour', most: 20, spanMs: HOUR_MS },
    { name: 'admin network day', most: 60, spanMs: 24 * HOUR_MS },
  ],
  'admin address': [{ name: 'admin address hour', most: 5, spanMs: HOUR_MS }],
} as const satisfies Record<string, Limit[]>

/** Counts an attempt to get into /admin, of a network or for an address, and says whether it may be made. */
export async function countAdminAsking(
  kind: keyof typeof ADMIN_LIMITS,
  of: string,
  { now, secret }: { now: Date; secret: string },
): Promise<boolean> {
  for (const limit of ADMIN_LIMITS[kind])
    if (!(await isWithin(limit, hashOf(`${limit.name} ${of}`, secret), now))) return false
  return true
}

/** Forgets what was counted in spans that are over. */
export async function forgetAskings(now: Date): Promise<void> {
  const { prisma } = await primary()
  await prisma.asking.deleteMany({ where: { expiresAt: { lte: now } } })
}

/** One statement, so that of any number at once each counts. A span that ends too far ahead was begun by a clock that was wrong. */
async function isWithin({ most, spanMs }: Limit, key: string, now: Date): Promise<boolean> {
  const { transact } = await primary()
  const at = now.getTime()
  const [counted] = await transact([
    {
      sql: `INSERT INTO asking AS a (key, times, expires_at) VALUES (?1, 1, ?2 + ?3)
            ON CONFLICT (key) DO UPDATE SET
              times = iif(a.expires_at > ?2 AND a.expires_at <= ?2 + ?3, a.times + 1, 1),
              expires_at = iif(a.expires_at > ?2 AND a.expires_at <= ?2 + ?3, a.expires_at, ?2 + ?3)
            RETURNING times`,
      args: [key, at, spanMs],
    },
  ])
  return Number(counted!.rows[0]!.times) <= most
}

function hashOf(text: string, secret: string): string {
  const key = createHmac('sha256', secret).update('attn asking').digest()
  return createHmac('sha256', key).update(text).digest('hex')
}
