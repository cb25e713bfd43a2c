import { expect, type Page, test } from '@playwright/test'

const field = (page: Page) => page.getByRole('combobox', { name: 'Search papers' })
const list = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' })
const active = (page: Page) => page.getByRole('option', { selected: true })

async function type(page: Page, text: string) {
  await field(page).pressSequentially(text)
  await expect(list(page)).toBeVisible()
}

test('papers, topics and authors are suggested while one types, and the mouse chooses', async ({ page }) => {
  await page.goto('/')
  await type(page, 'segm')
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true')
  await expect(list(page).getByRole('group', { name: 'Papers' }).getByRole('option').first()).toContainText(/segm/i)
  await list(page)
    .getByRole('group', { name: 'Topics' })
    .getByRole('option', { name: /^Image Segmentation/ })
    .click()
  await expect(page).toHaveURL('/topics/image-segmentation')

  await type(page, 'kaiming')
  await list(page)
    .getByRole('group', { name: 'Authors' })
    .getByRole('option', { name: /^Kaiming He/ })
    .click()
  await expect(page).toHaveURL(/\?q=author/)
  await expect(page.getByRole('article').first()).toContainText('Kaiming He')
})

test('the keyboard alone chooses, goes back to what was typed, and closes', async ({ page }) => {
  await page.goto('/')
  await field(page).focus()
  await type(page, 'transf')
  const count = await page.getByRole('option').count()
  await expect(active(page)).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  const first = page.getByRole('option').first()
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id'))!)
  await page.keyboard.press('ArrowUp')
  await expect(active(page)).toHaveCount(0)
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('option').nth(count - 1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(active(page)).toHaveCount(0)
  await expect(field(page)).toBeFocused()

  await page.keyboard.press('Escape')
  await expect(list(page)).toBeHidden()
  await expect(field(page)).toHaveValue('transf')
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowDown')
  await expect(list(page)).toBeVisible()

  const chosen = list(page).getByRole('group', { name: 'Papers' }).getByRole('option').first()
  const title = (await chosen.textContent())!
  while ((await chosen.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
})

test('Enter with nothing chosen searches for what was typed, and Tab leaves the list', async ({ page }) => {
  await page.goto('/')
  await type(page, 'transf')
  await page.keyboard.press('Tab')
  await expect(list(page)).toBeHidden()
  await field(page).focus()
  await page.keyboard.press('End')
  await type(page, 'ormer')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/?q=transformer')
})

test('only the last question counts, however slowly the first is answered', async ({ page }) => {
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  await page.route('**/api/v1/suggestions?q=im', async route => {
    await held
    await route.continue().catch(() => {})
  })
  await page.goto('/')
  const asked = page.waitForRequest('**/api/v1/suggestions?q=im')
  await field(page).pressSequentially('im')
  await asked
  const overtaken = page.waitForEvent('requestfailed', request => request.url().endsWith('q=im'))
  await field(page).pressSequentially('age seg')
  await overtaken
  release()
  await expect(page.getByRole('option', { name: /^Image Segmentation/ })).toBeVisible()
})

test('nothing moves when the list opens, and a failing server is no obstacle', async ({ page }) => {
  await page.goto('/?q=vision')
  const top = async () => (await page.getByRole('article').first().boundingBox())!.y
  const before = await top()
  await field(page).press('End')
  await type(page, ' tr')
  expect(await top()).toBe(before)

  await page.route('**/api/v1/suggestions*', route => route.abort())
  const failed = page.waitForEvent('requestfailed')
  await field(page).pressSequentially('ansf')
  await failed
  await expect(list(page)).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/?q=vision+transf')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true })

  test('the list fits the width, each choice is large enough for a thumb, and a tap chooses', async ({ page }) => {
    await page.goto('/')
    await type(page, 'transf')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    for (const option of await page.getByRole('option').all())
      expect((await option.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    await list(page).getByRole('group', { name: 'Papers' }).getByRole('option').first().tap()
    await expect(page).toHaveURL(/\/papers\//)
  })
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('the field is a search field and nothing else', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('searchbox', { name: 'Search papers' })).toBeVisible()
    await expect(page.getByRole('listbox')).toHaveCount(0)
    await expect(page.getByRole('combobox')).toHaveCount(0)
  })
})
