import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, it, vi } from 'vitest'
import { secret } from '#lib/secret'
import { leaveSubscription } from '#lib/store/subscribers'
import { suppressReader } from '#lib/store/suppressions'
import { type Purpose, signToken } from '#lib/token'
import SubscriptionPage from '../../app/subscription/[token]/page.tsx'
import LeavePage from '../../app/u/[token]/leave/page.tsx'
import { openTestDatabase } from '../support/database.ts'
import { ADA, saveReader } from '../support/readers.ts'

vi.mock('next/server', () => ({ connection: async () => {} }))

const NOW = new Date('2026-11-23T08:00:00Z')

beforeEach(async () => {
  await openTestDatabase()
})

const show = async (page: typeof SubscriptionPage, purpose: Purpose, id: string) =>
  renderToStaticMarkup(await page({ params: Promise.resolve({ token: signToken(purpose, id, secret()) }) }))

it('a reader to whom nothing is sent any more is not told that they left, and can', async () => {
  const id = await saveReader(ADA, NOW)
  await suppressReader(id, { reason: 'bounced', detail: '5.1.1' }, NOW)
  expect(await show(SubscriptionPage, 'manage', id)).toMatch(/<h1[^>]*>Nothing is sent to you any more\./)
  expect(await show(LeavePage, 'leave', id)).toContain('<button type="submit" class="button">Leave</button>')
  await leaveSubscription(id, NOW)
  expect(await show(SubscriptionPage, 'manage', id)).toMatch(/<h1[^>]*>You have left\./)
  expect(await show(LeavePage, 'leave', id)).toMatch(/<h1[^>]*>You have left\./)
})
