import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makePage } from '#lib/page-maker'

const FRAME = { host: 'papers.example.org', scripts: [], headers: {}, cacheControl: 'no-cache' }
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function open(answer: (response: ServerResponse) => void): Promise<{ host: string; port: number }> {
  const server = createServer((_, response) => answer(response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

describe('a page that this process asks itself for', () => {
  it.each([
    ['is not begun', () => {}],
    ['is begun and not ended', response => response.write('<head>')],
  ] as [string, (response: ServerResponse) => void][])(
    'is not waited for without end when it %s',
    async (_, answer) => {
      const door = await open(answer)
      await expect(makePage('/topics', door, FRAME, 200)).rejects.toThrow('/topics was not made within 0.2 seconds')
    },
  )

  it('is not half a page when the connection breaks', async () => {
    const door = await open(response => {
      response.write('<head>')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(makePage('/topics', door, FRAME)).rejects.toThrow('aborted')
  })

  it("is refused when it is one reader's own", async () => {
    const door = await open(response => response.setHeader('Set-Cookie', 'reader=ada').end('<head>'))
    await expect(makePage('/topics', door, FRAME)).rejects.toThrow('/topics is one reader')
  })

  it('says that there is nobody to ask', async () => {
    const door = await open(() => {})
    ends.pop()!()
    await expect(makePage('/topics', door, FRAME)).rejects.toThrow('ECONNREFUSED')
  })
})
