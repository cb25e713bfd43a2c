import { type APIRequestContext, expect, type Page, test } from '@playwright/test'

const VIEWS = [
  '',
  '?sort=new',
  '?sort=new&page=3',
  '?window=all',
  '?ranking=reddit&window=month',
  '?topic=medical',
  '?topic=vision-transformer&topic=-medical&sort=new',
  '?q=vision+transformer',
  '?q=vision+OR+language+NOT+mamba+AND+year:+2023',
  '?q=mamba+zebrafish',
  '?q=What+is+a+vision+transformer%3F&sort=new',
  '?q=%22state+space%22+-medical&sort=new&window=all',
  '?q=has:code+topic:medical',
  '?page=9999',
  '?q=zebrafish',
]

for (const view of VIEWS) {
  test(`page, feeds and API answer alike: ${view || 'everything'}`, async ({ page, request }) => {
    const titles = await ofPage(page, `/${view}`)
    expect(await ofRss(page, request, `/feed.xml${view}`)).toEqual(titles)
    expect(await ofJson(request, `/feed.json${view}`)).toEqual(titles)
    expect(await ofApi(request, `/api/v1/papers${view}`)).toEqual(titles)
  })
}

for (const path of ['/topics/medical?sort=new', '/?q=vision+transformer+-video&topic=medical&page=2'])
  test(`${path} links the feeds of the very view it shows, from its first page`, async ({ page, request }) => {
    await page.goto(path)
    const links = ['RSS', 'JSON Feed'].map(name => page.getByRole('link', { name }).first().getAttribute('href'))
    const [rss, json] = (await Promise.all(links)) as [string, string]
    const titles = await ofPage(page, path.replace('&page=2', ''))
    expect(await ofRss(page, request, rss)).toEqual(titles)
    expect(await ofJson(request, json)).toEqual(titles)
    for (const [type, href] of [
      ['rss+xml', rss],
      ['feed+json', json],
    ] as const) {
      const alternate = await page.locator(`link[type="application/${type}"]`).getAttribute('href')
      expect(new URL(alternate!).pathname + new URL(alternate!).search).toBe(href)
    }
  })

async function ofPage(page: Page, path: string): Promise<string[]> {
  await page.goto(path)
  return page.getByRole('article').getByRole('heading').allTextContents()
}

/** The browser's own parser says whether the feed is well-formed. */
async function ofRss(page: Page, request: APIRequestContext, path: string): Promise<string[]> {
  const answer = await request.get(path)
  expect(answer.headers()['content-type']).toContain('application/rss+xml')
  const xml = await answer.text()
  const read = await page.evaluate(text => {
    const feed = new DOMParser().parseFromString(text, 'application/xml')
    const all = (selector: string) => [...feed.querySelectorAll(selector)].map(node => node.textContent ?? '')
    return {
      broken: feed.querySelector('parsererror')?.textContent,
      titles: all('item > title'),
      dates: all('pubDate'),
    }
  }, xml)
  expect(read.broken).toBeUndefined()
  expect(read.dates.filter(date => Number.isNaN(Date.parse(date)))).toEqual([])
  return read.titles
}

async function ofJson(request: APIRequestContext, path: string): Promise<string[]> {
  const feed = await (await request.get(path)).json()
  expect(feed.version).toBe('https://jsonfeed.org/version/1.1')
  return feed.items.map((item: { title: string }) => item.title)
}

async function ofApi(request: APIRequestContext, path: string): Promise<string[]> {
  return (await (await request.get(path)).json()).papers.map((paper: { title: string }) => paper.title)
}
