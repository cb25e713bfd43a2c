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

test('has all zones once the reader gets to the field, by keyboard, mouse or finger, and before the scripts too', async ({
  page,
}) => {
  const zone = page.getByLabel('in the time zone')
  const count = () => zone.locator('option').count()
  await page.goto('/subscribe')
  await expectOwnZone(page)
  expect(await count()).toBe(2)
  await page.getByLabel('at', { exact: true }).focus()
  await page.keyboard.press('Tab')
  await expect(zone).toBeFocused()
  await page.keyboard.type('Reykj')
  await expect(zone).toHaveValue('Atlantic/Reykjavik')
  expect(await count()).toBeGreaterThan(400)
  expect(await zone.locator('optgroup[label=America] option').count()).toBeGreaterThan(100)

  for (const reach of [() => zone.hover(), () => zone.dispatchEvent('pointerdown', { bubbles: true })]) {
    await page.reload()
    await expectOwnZone(page)
    expect(await count()).toBe(2)
    await reach()
    await expect.poll(count).toBeGreaterThan(400)
  }

  await page.route('**/_next/static/**/*.js', async route => {
    await zone.focus()
    await route.continue()
  })
  await page.reload()
  await expect.poll(count).toBeGreaterThan(400)
  await expect(zone).toHaveValue('Asia/Tokyo')
})

test('a wrong form comes back as it was, and the focus is on what is wrong', async ({ page }) => {
  await page.goto('/subscribe')
  await expectOwnZone(page)
  await page.getByLabel('Your email address').fill('ada@@example.org')
  await page.getByLabel('Every week').check()
  await page.getByLabel('on', { exact: true }).selectOption('Sunday')
  await page.getByLabel('at', { exact: true }).selectOption('23:00')
  await page.getByLabel('in the time zone').focus()
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

test('links that open nothing say so and offer a way on', async ({ page }) => {
  for (const path of ['/subscription/nope', '/u/nope/leave', '/u/nope', '/subscription/%00']) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not open anything.')
    await expect(page.getByRole('main').getByRole('link', { name: 'Subscribe' })).toBeVisible()
  }
})
