import { database } from '#lib/db'
import { DEFAULT_PREFERENCES, type Preferences } from '#lib/domain/subscription/preferences'
import { secret } from '#lib/secret'
import { hashEmail } from '#lib/store/email-hash'
import { confirmSubscription, leaveSubscription } from '#lib/store/subscribers'
import { requestSubscription } from '#lib/store/subscription-requests'

export const ADA = 'ada@example.org'
export const BOB = 'bob@example.org'
export const CLEO = 'cleo@example.org'

/** Asks for mail as the form does and returns the subscriber's id. */
export async function saveRequest(email: string, now: Date, preferences: Partial<Preferences> = {}): Promise<string> {
  await requestSubscription(
    { ...DEFAULT_PREFERENCES, ...preferences, email, trapped: false },
    { now, secret: secret() },
  )
  return idOf(email)
}

/** A reader who confirmed at `now` and gets mail at 07:00 UTC unless told otherwise. */
export async function saveReader(email: string, now: Date, preferences: Partial<Preferences> = {}): Promise<string> {
  const id = await saveRequest(email, now, preferences)
  await confirmSubscription(id, now)
  await (await database()).prisma.letter.deleteMany({ where: { subscriberId: id } })
  return id
}

/** Ada confirmed, Bob did not, Cleo left. */
export async function saveNamedReaders(now: Date): Promise<{ ada: string; bob: string; cleo: string }> {
  const ada = await saveReader(ADA, now)
  const bob = await saveRequest(BOB, now)
  const cleo = await saveReader(CLEO, now)
  await leaveSubscription(cleo, now)
  return { ada, bob, cleo }
}

/** The id of whoever has, or had, an address. */
export async function idOf(email: string): Promise<string> {
  const { prisma } = await database()
  return (await prisma.subscriber.findUniqueOrThrow({ where: { emailHash: hashEmail(email, secret()) } })).id
}
