import { expect, type Page, test } from '@playwright/test'

const search = async (page: Page, words: string) => {
  await page.getByRole('searchbox', { name: 'Search papers' }).fill(words)
  await page.getByRole('searchbox', { name: 'Search papers' }).press('Enter')
}

test('words and a topic in one search, each of which can be taken away', async ({ page }) => {
  await page.goto('/topics/medical')
  await search(page, 'vision transformer')
  await expect(page).toHaveURL('/topics/medical?q=vision+transformer')
  await expect(page.locator('mark').first()).toBeVisible()
  const narrow = await page.getByRole('article').count()
  expect(narrow).toBeGreaterThan(0)

  await page.getByRole('link', { name: 'Medicine & Health (remove)' }).click()
  await expect(page).toHaveURL('/?q=vision+transformer')
  expect(await page.getByRole('article').count()).toBeGreaterThan(narrow)

  await page.getByText('Narrow by topic').click()
  await page.getByRole('link', { name: /^Medicine & Health \d+$/ }).click()
  await expect(page).toHaveURL('/?q=vision+transformer&topic=medical')
  await expect(page.getByRole('article')).toHaveCount(narrow)
})

test('several topics, one without another, each added, turned around and taken away by a link', async ({ page }) => {
  const count = async () => Number((await page.getByText(/^[\d,]+ papers?$/).textContent())!.replace(/\D/g, ''))
  await page.goto('/topics/image-segmentation')
  const all = await count()
  await page.getByText('Narrow by topic').click()
  const medical = page.getByRole('link', { name: /^Medicine & Health \d+$/ })
  const promised = Number((await medical.textContent())!.replace(/\D/g, ''))
  await medical.click()
  await expect(page).toHaveURL('/topics/image-segmentation?topic=medical')
  expect(await count()).toBe(promised)
  await page.getByRole('link', { name: 'Without Medicine & Health' }).click()
  await expect(page).toHaveURL('/topics/image-segmentation?topic=-medical')
  expect(await count()).toBe(all - promised)
  await page.getByRole('link', { name: 'not Medicine & Health (remove)' }).click()
  await expect(page).toHaveURL('/topics/image-segmentation')
  await page.getByText('Narrow by topic').click()
  await page.getByRole('link', { name: `Without Medicine & Health (${all - promised})` }).click()
  await expect(page).toHaveURL('/topics/image-segmentation?topic=-medical')
  expect(await count()).toBe(all - promised)
})

test('keeps topic and order when the words change', async ({ page }) => {
  await page.goto('/?q=transformer&sort=new&topic=image-segmentation')
  await search(page, 'attention')
  await expect(page).toHaveURL(/\?q=attention&topic=image-segmentation&sort=new$/)
  await expect(page.getByRole('link', { name: 'Image Segmentation (remove)' })).toBeVisible()
})

test('shows what matches some of the words when nothing matches all, and says so', async ({ page }) => {
  await page.goto('/?q=mamba+zebrafish')
  await expect(page.getByText('No paper has all of these words')).toBeVisible()
  await expect(page.getByRole('article').first()).toContainText(/mamba/i)
})

test('says so when nothing matches at all', async ({ page }) => {
  await page.goto('/?q=zebrafish')
  await expect(page.getByText('0 papers')).toBeVisible()
  await expect(page.getByText('No paper fits all of this.')).toBeVisible()
})

test('an author leads to all that they wrote', async ({ page }) => {
  await page.goto('/?q=author:"kaiming he"')
  await page.getByRole('article').first().getByRole('heading').getByRole('link').click()
  await page.getByRole('list', { name: 'Authors' }).getByRole('link', { name: 'Kaiming He' }).click()
  await expect(page).toHaveURL(/\?q=author/)
  await expect(page.getByRole('article').first()).toContainText('Kaiming He')
})
