import { createClient } from '@libsql/client'
import { expect, test } from '@playwright/test'
import { postForm } from '../support/form-post.ts'
import { SITE } from './site.ts'

// Whoever asks about an address learns nothing of it: the answers are alike to the last byte, whatever became of it before.

const STATES = ['new', 'pending', 'active', 'left', 'suppressed'] as const
const addressOf = (state: string) => `state-${state}@example.org`

const ask = (email: string, more: Record<string, string> = {}) =>
  postForm(`${SITE.url}/subscribe`, { email, frequency: 'daily', hour: '7', zone: 'UTC', ...more })

/** Everything in an answer but the address itself, the time and the number of the request. */
async function answerTo(email: string, more?: Record<string, string>): Promise<string> {
  const { status, headers, text } = await ask(email, more)
  const { date: _, 'x-request-id': __, ...rest } = headers
  // The nonce of the policy is another one in each answer.
  const nonce = /'nonce-([\w-]+)'/.exec(String(headers['content-security-policy']))![1]!
  return JSON.stringify([status, rest, text]).replaceAll(email, 'ADDRESS').replaceAll(nonce, 'NONCE')
}

test('the answer is the same for every address', async () => {
  const known = STATES.filter(state => state !== 'new')
  for (const state of known) await ask(addressOf(state))
  const database = createClient({ url: `file:${SITE.dataDir}/attn.db`, timeout: 10_000 })
  for (const state of known)
    await database.execute({
      sql: `UPDATE subscriber SET status = ?1, confirmed_at = 0, next_due_at = iif(?1 = 'active', ?3, NULL),
              email = iif(?1 IN ('pending', 'active'), email, NULL) WHERE email = ?2`,
      args: [state, addressOf(state), Date.now() + 5 * 86_400_000],
    })
  database.close()
  const answers = new Map<string, string>()
  for (const state of STATES) answers.set(state, await answerTo(addressOf(state)))
  for (const state of STATES) expect([state, answers.get(state)]).toEqual([state, answers.get('new')])
  expect(answers.get('new')).toContain('Look in your inbox')
  // So is that to a machine that filled in what people do not see.
  expect(await answerTo('state-robot@example.org', { website: 'https://spam.example.org' })).toBe(answers.get('new'))
})

test('an address with a line break in it gets nowhere', async () => {
  const { text } = await ask('eve@example.org\r\nBcc: everybody@example.org')
  expect(text).toContain('An e-mail address has no spaces or invisible characters in it.')
  expect(text).not.toContain('Look in your inbox')
})
