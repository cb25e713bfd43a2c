import { describe, expect, it, vi } from 'vitest'
import { hideSecrets } from '#lib/domain/status/hide-secrets'
import { forgetEnv } from '#lib/env'
import { log, renderLine } from '#lib/log'
import { whileDoing } from '#lib/request-context'

const AT = new Date('2026-11-23T08:00:00Z')

describe('what is hidden in a log', () => {
  it.each([
    ['letter to ada@example.org refused', 'letter to [address] refused'],
    ['GET /u/abc.0.def/leave', 'GET /u/[token]/leave'],
    ['GET /subscription/abc.1z.def/data', 'GET /subscription/[token]/data'],
    [
      'see http://localhost:3000/admin/enter/abc.1z.def, please',
      'see http://localhost:3000/admin/enter/[token], please',
    ],
    ['smtp://ada:hunter2@mail.example.org:587 is away', 'smtp://[login]@mail.example.org:587 is away'],
    // What an operator needs stays.
    ['cannot open /var/lib/attn/attn.db', 'cannot open /var/lib/attn/attn.db'],
    ['GET /papers/2401.12345', 'GET /papers/2401.12345'],
  ])('%s', (said, shown) => {
    expect(hideSecrets(said)).toBe(shown)
    expect(hideSecrets(shown)).toBe(shown)
  })
})

describe('a line', () => {
  const fields = { reply: '550 "no" <ada@example.org>', ms: 3, none: undefined, message: 'not the message' }

  it('is for a person by itself', () => {
    expect(renderLine('text', 'info', 'letter not sent', { ...fields, message: undefined }, AT)).toBe(
      '2026-11-23T08:00:00.000Z letter not sent reply="550 \\"no\\" <[address]>" ms=3',
    )
  })

  it('is one JSON object where that is wanted, whose first words no field replaces', () => {
    const line = renderLine('json', 'error', 'a\nb', fields, AT)
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toEqual({
      time: AT.toISOString(),
      level: 'error',
      message: 'a\nb',
      reply: '550 "no" <[address]>',
      ms: 3,
    })
  })

  it('names the request it belongs to, also after a wait', async () => {
    vi.stubEnv('LOG_FORMAT', 'json')
    forgetEnv()
    const lines: string[] = []
    vi.spyOn(process.stderr, 'write').mockImplementation(text => lines.push(String(text)) > 0)
    const work = (request: string, ms: number) =>
      whileDoing({ request, route: '/', databaseMs: 0 }, async () => {
        await new Promise(resolve => setTimeout(resolve, ms))
        log.error('failed', new Error('why'))
      })
    await Promise.all([work('one', 10), work('two', 1)])
    log.info('nobody’s')
    vi.unstubAllEnvs()
    forgetEnv()
    expect(lines.map(line => JSON.parse(line)).map(({ request, error }) => [request, error])).toEqual([
      ['two', 'why'],
      ['one', 'why'],
      [undefined, undefined],
    ])
  })
})
