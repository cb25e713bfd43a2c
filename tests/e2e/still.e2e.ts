import { expect, test } from '@playwright/test'

// What stays as it is stands in a page as HTML alone.

const PAGES = ['/?page=2', '/?page=3', '/?q=transformer', '/?q=image', '/topics/medical', '/topics/video']

const titlesOf = (html: string) => [...html.matchAll(/<h2[^>]*><a href="([^"]+)"/g)].map(match => match[1])

test('a list is in its page once, and not again for the script', async ({ request }) => {
  const html = await (await request.get('/?page=2')).text()
  const abstract = /abstract-start"><bdi>([^<&]{60})/.exec(html)![1]!
  expect(titlesOf(html)).toHaveLength(20)
  expect(html.split(abstract)).toHaveLength(2)
})

test('pages that are made at the same time have each their own', async ({ request }) => {
  const alone: (string | undefined)[][] = []
  for (const page of PAGES) alone.push(titlesOf(await (await request.get(page)).text()))
  const together = await Promise.all(PAGES.map(async page => titlesOf(await (await request.get(page)).text())))
  expect(together).toEqual(alone)
  expect(new Set(alone.map(String)).size).toBe(PAGES.length)
})

test("what Next's own script asks for has all of it, since nobody makes HTML of that", async ({ request }) => {
  const tree = await (await request.get('/?page=2', { headers: { rsc: '1' } })).text()
  expect(tree).toContain('abstract-start')
})

test('a page that React has to make anew still has its list, and its tools', async ({ page }) => {
  // Something on the way changes a word that React knows.
  await page.route('/?page=2', async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/(<h1[^>]*>)[^<]+/, '$1Changed') })
  })
  await page.goto('/?page=2')
  await expect(page.locator('h1')).not.toHaveText('Changed')
  await expect(page.locator('main article')).toHaveCount(20)
  const save = page.locator('[data-tool=save]').first()
  await save.click()
  await expect(save).toHaveText('★ Saved')
})
