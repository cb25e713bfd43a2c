import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientAddress, watchRequests } from '#lib/requests'

let server: Server
let proxies = 0

beforeAll(async () => {
  watchRequests()
  server = createServer((asked, answer) => {
    const headers = new Headers(asked.headers as Record<string, string>)
    // As Next does for its pages.
    if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', '198.51.100.1')
    answer.end(String(clientAddress(headers, proxies)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise(resolve => server.close(resolve)))

function ask(headers: Record<string, string | string[]>): Promise<string> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', headers, agent: false }, async answer => {
      let text = ''
      for await (const chunk of answer.setEncoding('utf8')) text += chunk
      resolve(text)
    })
      .on('error', reject)
      .end()
  })
}

describe('the address of a visitor', () => {
  it.each([
    [0, {}, '127.0.0.1'],
    // Whoever comes directly can send what they like.
    [0, { 'X-Forwarded-For': '203.0.113.9' }, '127.0.0.1'],
    [0, { 'X-Real-IP': '203.0.113.9' }, '127.0.0.1'],
    [1, { 'X-Forwarded-For': '203.0.113.9' }, '203.0.113.9'],
    [1, { 'X-Forwarded-For': '192.0.2.1, 203.0.113.9' }, '203.0.113.9'],
    [2, { 'X-Forwarded-For': '192.0.2.1, 203.0.113.9 , 10.0.0.1' }, '203.0.113.9'],
    [1, { 'X-Forwarded-For': ['192.0.2.1', '203.0.113.9'] }, '203.0.113.9'],
    // Fewer than there should be: nobody knows.
    [2, { 'X-Forwarded-For': '203.0.113.9' }, 'null'],
    [1, {}, 'null'],
  ])('behind %i proxies that say %j is %s', async (count, headers, address) => {
    proxies = count
    expect(await ask(headers)).toBe(address)
  })
})
