import { expect, type Page, test } from '@playwright/test'

test.use({ timezoneId: 'Asia/Tokyo' })

/** Proposed as soon as the reader is there. */
async function expectOwnZone(page: Page) {
  await page.getByLabel('Your email address').focus()
  await expect(page.getByLabel('in the time zone')).toHaveValue('Asia/Tokyo')
}

test("proposes the browser's own time zone", async ({ page }) => {
  await page.goto('/subscribe')
  await expectOwnZone(page)
  await page.goto('/subscribe?zone=Europe/Berlin')
  await page.getByLabel('Medicine & Health').check()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  await expect(page.getByLabel('in the time zone')).toHaveValue('Europe/Berlin')
})

test('proposes no zone in the place of one that was chosen, also when one comes back', async ({ page }) => {
  await page.goto('/subscribe')
  await expectOwnZone(page)
  await page.getByLabel('in the time zone').selectOption('America/New_York')
  await page.goto('/about')
  await page.goBack()
  await page.getByLabel('Medicine & Health').check()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  await expect(page.getByLabel('in the time zone')).toHaveValue('America/New_York')
})

for (const [timezoneId, proposed] of [
  // What a browser says whose machine has no zone, or one that the list does not have.
  ['Etc/Unknown', 'UTC'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
] as const)
  test.describe(`in ${timezoneId}`, () => {
    test.use({ timezoneId })
    test(`proposes ${proposed}, which can be used`, async ({ page }) => {
      await page.goto('/subscribe')
      await page.getByLabel('Your email address').focus()
      await page.getByLabel('Medicine & Health').check()
      await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
      await expect(page.getByLabel('in the time zone')).toHaveValue(proposed)
      await expect(page.locator(`select > option[value="${proposed}"]`)).toHaveCount(1)
    })
  })

test('is whole when its scripts do not come', async ({ page }) => {
  await page.route('**/_next/static/**/*.js', route => route.abort())
  await page.goto('/subscribe')
  await page.getByLabel('in the time zone').selectOption('Europe/Berlin')
  await page.getByRole('link', { name: 'Open it as a page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New papers' })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByLabel('in the time zone')).toHaveValue('Europe/Berlin')
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
})

test('a wrong form comes back as it was, and the focus is on what is wrong', async ({ page }) => {
  await page.goto('/subscribe')
  await expectOwnZone(page)
  await page.getByLabel('Your email address').fill('ada@@example.org')
  await page.getByLabel('Every week').check()
  await page.getByLabel('on', { exact: true }).selectOption('Sunday')
  await page.getByLabel('at', { exact: true }).selectOption('23:00')
  await page.getByLabel('in the time zone').selectOption('America/New_York')
  await page.getByLabel('Tabular Data').check()
  await page.getByRole('button', { name: 'Subscribe' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'One thing needs a look' })).toBeFocused()
  await expect(page.getByLabel('Your email address')).toHaveValue('ada@@example.org')
  await expect(page.getByLabel('Every week')).toBeChecked()
  await expect(page.getByLabel('on', { exact: true })).toHaveValue('7')
  await expect(page.getByLabel('at', { exact: true })).toHaveValue('23')
  await expect(page.getByLabel('in the time zone')).toHaveValue('America/New_York')
  await expect(page.getByLabel('Tabular Data')).toBeChecked()

  // The answer to the second attempt says something else than the first.
  const first = await page.getByRole('alert').getByRole('link').textContent()
  await page.getByLabel('Your email address').fill('')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('alert').getByRole('link')).not.toHaveText(first ?? '')
  await expect(page.getByLabel('Tabular Data')).toBeChecked()
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel('Your email address')).toBeFocused()
})

test('a topic and a zone that do not exist are named', async ({ page }) => {
  await page.goto('/subscribe')
  await expectOwnZone(page)
  await page.getByLabel('Your email address').fill('ada@example.org')
  await page.evaluate(() => {
    document.querySelector<HTMLInputElement>('[name=topics][value=medical]')!.value = 'astrology'
    document.querySelector<HTMLInputElement>('[name=topics][value=astrology]')!.checked = true
    document
      .querySelector<HTMLSelectElement>('[name=zone]')!
      .add(new Option('Mars/Olympus', 'Mars/Olympus', true, true))
  })
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'A few things need a look' })).toContainText('astrology')
  await expect(page.getByLabel('in the time zone')).toHaveValue('Mars/Olympus')
  await expect(page.getByLabel('in the time zone')).toHaveAccessibleDescription(/Mars\/Olympus/)
})

test('a zone in the address is text, whatever it is', async ({ page }) => {
  const zone = `"></option></select><img src=x onerror="document.title='ran'">`
  const answer = await page.goto(`/subscribe?zone=${encodeURIComponent(zone)}`)
  expect(await answer!.text()).toContain('&lt;/select&gt;&lt;img src=x')
  await expect(page.getByLabel('in the time zone')).toHaveValue(zone)
  await expect(page.locator('img')).toHaveCount(0)
  await expect(page).toHaveTitle(/Subscribe/)
  await expect(page.getByRole('alert').filter({ hasText: 'We do not know the time zone' })).toBeVisible()
})

test('links that open nothing say so and offer a way on', async ({ page }) => {
  for (const path of ['/subscription/nope', '/u/nope/leave', '/u/nope', '/subscription/%00']) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not open anything.')
    await expect(page.getByRole('main').getByRole('link', { name: 'Subscribe' })).toBeVisible()
  }
})
