import { expect, test } from '@playwright/test'

/** What may stand in an address, and what the page has to say about it. */
const STRANGE: [search: string, says: RegExp][] = [
  ['?page=9999', /Page 9,999 is past the end.*The last page is 6/s],
  ['?page=0', /page=0.*a whole number/s],
  ['?page=99999999999999999999', /page=9+.*a whole number/s],
  ['?page=-1&page=2', /page=-1.*page=2.*given before|page=2.*given before.*page=-1/s],
  ['?topic=%3Cscript%3Ealert(1)%3C/script%3E', /topic=&lt;script&gt;.*no such topic/s],
  ['?topic=-nope&topic=', /topic=-nope/],
  ['?window=decade&sort=best', /sort=best.*window=decade/s],
  ['?sort=relevance', /no words to be relevant to/],
  ['?colour=red', /colour=red.*no such parameter/s],
  ['?q=title:%20flavour:vanilla%20year:soon', /flavour:vanilla.*year:soon/s],
  ['?q=a&q=b', /q=b|given before/],
  ['?q=%00%01%02', /control characters/],
  [`?q=${'attention%20'.repeat(1000)}`, /only the first 8000 characters/],
  [`?q=${encodeURIComponent('"\'(){}[]*^~ AND OR NOT NEAR title:"')}`, /./],
  ['?q=%E0%A4%A&topic=%', /./],
  ['?__proto__=1&constructor=2&q[]=3', /no such parameter/],
]

for (const [search, says] of STRANGE) {
  test(`${search.slice(0, 60)} gets a page that says what it ignored`, async ({ request }) => {
    for (const path of ['/', '/topics/medical']) {
      const page = await request.get(path + search)
      expect(page.status()).toBe(200)
      // Without the data that scripts get, and without what separates text from markup.
      const text = (await page.text()).replace(/<script.*?<\/script>/gs, '').replace(/<[^>]*>/g, '')
      if (path === '/') expect(text).toMatch(says)
      expect(text).toContain('This view as')
    }
    const answer = await request.get(`/api/v1/papers${search}`)
    expect(answer.status()).toBe(200)
    if (says.source !== '.') expect((await answer.json()).ignored).not.toEqual([])
    expect((await request.get(`/feed.xml${search}`)).status()).toBe(200)
    expect((await request.get(`/feed.json${search}`)).status()).toBe(200)
  })
}

test('nothing of an address becomes markup', async ({ page }) => {
  const dialogs: string[] = []
  page.on('dialog', dialog => dialogs.push(dialog.message()))
  const attack = encodeURIComponent('"><img src=x onerror=alert(1)><script>alert(2)</script>')
  await page.goto(`/?q=${attack}&topic=${attack}&${attack}=1`)
  expect(await page.locator('img').count()).toBe(0)
  expect(dialogs).toEqual([])
})

const NOWHERE = ['/nowhere', '/papers/nope', '/papers/9999.99999', '/papers/a/b/c', '/topics/nope', '/papers/%00']
// Broken percent-encoding, in a path.
NOWHERE.push('/papers/%E0%A4%A', '/topics/%ff')

for (const path of NOWHERE) {
  test(`${path} is a 404 with ways on, without a script too`, async ({ request }) => {
    const answer = await request.get(path)
    expect(answer.status()).toBe(404)
    const text = (await answer.text()).replace(/<script.*?<\/script>/gs, '')
    expect(text).toContain('<h1')
    expect(text).toContain('name="q"')
    expect(text).toContain('noindex')
  })
}

test('an unknown address of the API is an error in JSON', async ({ request }) => {
  for (const path of ['/api/v1/papers/nope', '/api/v1/papers/nope/related', '/api/v1/nowhere']) {
    const answer = await request.get(path)
    expect(answer.status()).toBe(404)
    expect(await answer.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } })
  }
})
