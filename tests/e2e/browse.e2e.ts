import { expect, test } from '@playwright/test'

test('a reader browses from what trends to a topic, to a paper, and back', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trending this week')
  await expect(page).toHaveTitle('Attn. Trending transformer papers')
  await expect(page.getByText('119 papers', { exact: true })).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(20)

  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Topics' }).click()
  await page.getByRole('link', { name: 'Vision Transformer', exact: true }).click()
  await expect(page).toHaveURL('/topics/vision-transformer')
  await expect(page.getByText('ViT, Swin and hybrid vision transformers')).toBeVisible()

  const first = page.getByRole('article').first().getByRole('heading').getByRole('link')
  const title = (await first.textContent())!
  await first.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page).toHaveTitle(`${title} · Attn.`)
  await expect(page.getByRole('list', { name: 'Read it' }).getByRole('link', { name: 'PDF' })).toHaveAttribute(
    'href',
    /^https:\/\/arxiv\.org\/pdf\//,
  )
  await expect(page.getByRole('heading', { name: 'Related papers' })).toBeVisible()
  await page.getByText('BibTeX', { exact: true }).click()
  await expect(page.getByText('@misc{')).toBeVisible()

  await page.goBack()
  await expect(page).toHaveURL('/topics/vision-transformer')
  await expect(page.getByRole('article').first()).toContainText(title)
})

test('says that it shows the newest, and why, while nothing is known to rank by', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('These are the newest papers: nothing is known yet')).toBeVisible()
  await page.goto('/?sort=new')
  await expect(page.getByText('These are the newest papers')).toBeHidden()
})

test('leafs through all pages and shows every paper once', async ({ page }) => {
  await page.goto('/?sort=new')
  const titles: string[] = []
  for (;;) {
    titles.push(...(await page.getByRole('article').getByRole('heading').allInnerTexts()))
    const next = page.getByRole('link', { name: 'Next →' })
    if ((await next.count()) === 0) break
    const href = await next.getAttribute('href')
    await next.click()
    await page.waitForURL(href!)
  }
  expect(new Set(titles).size).toBe(119)
  expect(titles).toHaveLength(119)
})

test('an old address of a paper leads to the paper', async ({ page, request }) => {
  await page.goto('/papers/2307.07982v2')
  await expect(page).toHaveURL('/papers/2307.07982')
  expect((await request.get('/papers/arXiv:2307.07982', { maxRedirects: 0 })).status()).toBe(308)
})
