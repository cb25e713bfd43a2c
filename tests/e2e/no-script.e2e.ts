import { expect, test } from '@playwright/test'

test.use({ javaScriptEnabled: false })

test('browsing and searching need no script', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Search papers').fill('mamba')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('article').first()).toContainText(/mamba/i)
  await page.getByRole('article').first().getByRole('heading').getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/mamba/i)
  await page.goto('/papers/nope')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This paper is not here.')
})

test('a wrong form comes back as it was, with what is wrong', async ({ page }) => {
  await page.goto('/subscribe?topic=medical')
  await expect(page.getByLabel('Medicine & Health')).toBeChecked()
  await page.getByLabel('Your email address').fill('not an address')
  await page.getByLabel('Every week').check()
  await page.getByLabel('on', { exact: true }).selectOption('Friday')
  await page.getByLabel('at', { exact: true }).selectOption('18:00')
  await page.getByLabel('in the time zone').selectOption('Europe/Berlin')
  await page.getByLabel('GANs').check()
  await page.getByRole('button', { name: 'Subscribe' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'needs a look' })).toBeVisible()
  const email = page.getByLabel('Your email address')
  await expect(email).toHaveValue('not an address')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(email).toHaveAccessibleDescription(/no spaces/)
  await expect(page.getByLabel('Every week')).toBeChecked()
  await expect(page.getByLabel('on', { exact: true })).toHaveValue('5')
  await expect(page.getByLabel('at', { exact: true })).toHaveValue('18')
  await expect(page.getByLabel('in the time zone')).toHaveValue('Europe/Berlin')
  await expect(page.getByLabel('GANs')).toBeChecked()
  await expect(page.getByLabel('Medicine & Health')).toBeChecked()
  await expect(page.getByLabel('Video Understanding & Generation')).not.toBeChecked()
})
