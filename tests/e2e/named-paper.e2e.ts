import { expect, test } from '@playwright/test'

test('an id, an address, a DOI or a whole title, typed or pasted, goes to the paper', async ({ page }) => {
  const paper = (await (await page.request.get('/api/v1/papers/2307.07982')).json()) as { title: string }
  for (const name of [
    '2307.07982v2',
    'https://arxiv.org/pdf/2307.07982',
    'doi:10.48550/arXiv.2307.07982',
    paper.title.toUpperCase(),
  ]) {
    await page.goto('/')
    await page.getByLabel('Search papers').fill(name)
    await page.getByLabel('Search papers').press('Enter')
    await expect(page).toHaveURL('/papers/2307.07982')
  }
})

test('what is quoted, ordered or narrowed is a search', async ({ page, request }) => {
  const { title } = await (await request.get('/api/v1/papers/2307.07982')).json()
  for (const search of [`q="${title}"`, `q=${title}&sort=relevance`, `q=${title}&topic=video`, `q=${title}&page=2`]) {
    await page.goto(`/?${search}`)
    await expect(page, search).not.toHaveURL(/papers/)
    await expect(page.getByLabel('Search papers')).toBeVisible()
  }
  for (const path of ['/api/v1/papers', '/feed.xml', '/feed.json', '/topics/medical'])
    expect((await request.get(`${path}?q=2307.07982`, { maxRedirects: 0 })).status(), path).toBe(200)
})

test('an id that is not here is said plainly, with the way to arXiv', async ({ page }) => {
  await page.goto('/?q=https://arxiv.org/abs/1706.03762v7')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('arXiv:1706.03762 is not here.')
  await expect(page.getByRole('link', { name: 'Read it on arXiv' })).toHaveAttribute(
    'href',
    'https://arxiv.org/abs/1706.03762',
  )
  await expect(page.getByLabel('Search papers')).toHaveValue('https://arxiv.org/abs/1706.03762v7')
})
