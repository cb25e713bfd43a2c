import { chromium } from '@playwright/test'
import { launchOptions } from '../support/chromium.mjs'

/** What a browser that was never there gets with a page, in bytes as they came over the wire, headers included. */
export type Weight = {
  html: number
  css: number
  script: number
  /** The page before it was packed. */
  bareHtml: number
  /** How far things moved that were already seen, as the browser counts it. @see https://web.dev/articles/cls */
  shift: number
  /** Addresses of other hosts that were asked. */
  foreign: string[]
}

/** Opens each address in a new Chromium, on a phone's screen, and weighs what came until nothing more did. */
export async function weighPages(urls: Record<string, string>): Promise<Record<string, Weight>> {
  const browser = await chromium.launch(launchOptions())
  const weights: Record<string, Weight> = {}
  try {
    for (const [name, url] of Object.entries(urls)) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      const bytes: Record<string, number> = {}
      const kinds = new Map<string, string>()
      const foreign: string[] = []
      session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const kind = kinds.get(requestId) ?? 'Other'
        bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength
      })
      page.on('request', request => {
        const { protocol, origin } = new URL(request.url())
        if (/^http/.test(protocol) && origin !== new URL(url).origin) foreign.push(request.url())
      })
      const answer = await page.goto(url, { waitUntil: 'networkidle' })
      const shift = await page.evaluate(readShift)
      weights[name] = {
        html: bytes.Document ?? 0,
        css: bytes.Stylesheet ?? 0,
        script: bytes.Script ?? 0,
        bareHtml: (await answer!.body()).length,
        shift,
        foreign,
      }
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return weights
}

/** Runs in the page. */
function readShift(): Promise<number> {
  return new Promise(resolve => {
    let sum = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve(sum), 500)
  })
}
