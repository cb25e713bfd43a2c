import { expect, test } from '@playwright/test'

// On paper: what is read, on white, with the addresses of its links; nothing that can only be pressed.

for (const theme of ['dark', 'system'] as const)
  test(`a paper is printed as what is read of it, the theme being ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.addInitScript(chosen => localStorage.setItem('theme', chosen), theme)
    await page.goto('/papers/2307.07982')
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('Recent years have seen a phenomenal rise')).toBeVisible()
    for (const pressed of ['header', 'footer', 'button', 'search', 'form', 'nav'])
      for (const element of await page.locator(pressed).all()) await expect(element).toBeHidden()
    const { scheme, ink, after } = await page.evaluate(() => {
      const link = [...document.querySelectorAll('main .prints-url a')].find(each =>
        each.getAttribute('href')!.startsWith('https://arxiv.org/abs/'),
      )!
      const style = getComputedStyle(document.documentElement)
      return {
        scheme: style.colorScheme,
        ink: getComputedStyle(document.body).color,
        after: getComputedStyle(link, '::after').content,
      }
    })
    expect(scheme).toBe('light')
    expect(
      ink
        .match(/\d+/g)!
        .slice(0, 3)
        .every(part => Number(part) < 80),
    ).toBe(true)
    expect(after).toContain('https://arxiv.org/abs/2307.07982')
  })

test('a list is printed with its cards whole, and the abstract as far as it was open', async ({ page }) => {
  await page.goto('/?sort=new')
  await expect(page.locator('[data-tools] [aria-pressed]').first()).toBeAttached()
  await page.emulateMedia({ media: 'print' })
  const card = page.locator('article[data-paper]').first()
  await expect(card.getByRole('heading')).toBeVisible()
  await expect(card.locator('.abstract-start')).toBeVisible()
  await expect(card.locator('[data-tools] button').first()).toBeHidden()
  expect(await card.evaluate(element => getComputedStyle(element).breakInside)).toBe('avoid')
  expect((await page.pdf()).length).toBeGreaterThan(10_000)
})
