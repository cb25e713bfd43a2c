import { expect, type Page, test } from '@playwright/test'

const search = async (page: Page, words: string) => {
  await page.getByLabel('Search papers').fill(words)
  await page.getByLabel('Search papers').press('Enter')
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
  await expect(page.getByText('No paper has all of these words; these have most of them.')).toBeVisible()
  await expect(page.getByText(/^\d+ papers with some of these words$/)).toBeVisible()
  await expect(page.getByRole('article').first()).toContainText(/mamba/i)
})

test('says so when nothing matches at all, with ways on', async ({ page }) => {
  await page.goto('/?q=zebrafish+title:quokka&topic=video')
  await expect(page.getByText('0 papers')).toBeVisible()
  await expect(page.getByText('No paper fits all of this.')).toBeVisible()
  await page.getByRole('link', { name: 'without zebrafish' }).click()
  await expect(page).toHaveURL('/?q=title%3Aquokka&topic=video')
  await page.goto('/?q=quokka+speech+zebrafish+-speech')
  await expect(page.getByRole('link', { name: 'Speech Recognition' })).toHaveAttribute(
    'href',
    '/topics/speech-recognition',
  )
})

test('shows the query as it was understood, each part of which can be taken away', async ({ page }) => {
  await page.goto('/?q=Vision+"masked image" -mamba video|speech title:transform* year:2023')
  const chips = page.getByRole('list', { name: 'Limited to' }).getByRole('listitem')
  const says = async () => (await chips.allInnerTexts()).map(text => text.replace(/\s+/g, ' '))
  const names = (await says()).map(text => text.replace(/ × \(remove\)/g, ''))
  expect(names).toEqual(['vision', '“masked image”', 'not mamba', 'video or speech', 'title: transform…', '2023'])
  await page.getByRole('link', { name: 'video (remove)' }).click()
  await page.getByRole('link', { name: '2023 (remove)' }).click()
  await page.getByRole('link', { name: 'not mamba (remove)' }).click()
  await expect(page).toHaveURL('/?q=vision+%22masked+image%22+speech+title%3Atransform*')
  for (const name of ['“masked image”', 'speech', 'title: transform…', 'vision'])
    await page.getByRole('link', { name: `${name} (remove)` }).click()
  await expect(page).toHaveURL('/')
})

test('a long question is read whole, and its words do not fill the screen', async ({ page }) => {
  const words = Array.from({ length: 45 }, (_, i) => `word${i}`)
  await page.goto(`/?q=${words.join('+')}`)
  await expect(page.getByLabel('Search papers')).toHaveValue(words.join(' '))
  await expect(page.getByText('Not all of this was understood')).toBeHidden()
  await expect(page.getByRole('link', { name: 'word44 (remove)' })).toBeHidden()
  await page.getByText('and 37 more words').click()
  await expect(page.getByRole('link', { name: 'word44 (remove)' })).toBeVisible()
})

test('what was typed stays in the box, and what of it means nothing is named', async ({ page }) => {
  await page.goto('/')
  await search(page, 'BERT: Vision flavour:vanilla')
  await expect(page.getByLabel('Search papers')).toHaveValue('BERT: Vision flavour:vanilla')
  await expect(page.getByText('there is no field "flavour": searched as words')).toBeVisible()
  // The form carries topics by itself: in the box as well they could not be taken away there.
  await search(page, 'transformer topic:medical')
  await expect(page.getByLabel('Search papers')).toHaveValue('transformer')
  await expect(page.getByRole('link', { name: 'Medicine & Health (remove)' })).toBeVisible()
})

test('topic, year and category combine, each added and taken away by a link that promised how many it leaves', async ({
  page,
}) => {
  const count = async () => Number((await page.getByText(/^[\d,]+ papers?$/).textContent())!.replace(/\D/g, ''))
  const choose = async (facet: string, name: RegExp) => {
    await page.getByText(facet).click()
    const link = page.getByRole('link', { name }).first()
    const promised = Number(await link.locator('span').textContent())
    await link.click()
    await page.waitForLoadState()
    expect(await count()).toBe(promised)
  }
  await page.goto('/?q=transformer')
  await choose('by year', /^2023 \d+$/)
  await choose('by category', /^cs\.CV \d+$/)
  await choose('Narrow by topic', /^Image Segmentation \d+$/)
  await expect(page).toHaveURL('/?q=transformer+year%3A2023+cat%3Acs.CV&topic=image-segmentation')
  for (const [facet, name] of [
    ['by year', '2023'],
    ['by category', 'cs.CV'],
    ['Narrow by topic', 'Image Segmentation'],
  ] as const) {
    await page.getByText(facet).click()
    await page
      .locator('details[open]')
      .getByRole('link', { name: `${name} (remove)` })
      .click()
  }
  await expect(page).toHaveURL('/?q=transformer')
})

test('an order by date or trend keeps the words', async ({ page }) => {
  await page.goto('/?q=vision+transformer')
  for (const [name, url] of [
    ['Newest', '&sort=new'],
    ['Trending', '&sort=trending'],
    ['Best match', ''],
  ] as const) {
    await page.getByRole('navigation', { name: 'Order' }).getByRole('link', { name }).click()
    await expect(page).toHaveURL(`/?q=vision+transformer${url}`)
    await expect(page.locator('mark').first()).toBeVisible()
  }
})

test('an author leads to all that they wrote', async ({ page }) => {
  await page.goto('/?q=author:"kaiming he"')
  await page.getByRole('article').first().getByRole('heading').getByRole('link').click()
  await page.getByRole('list', { name: 'Authors' }).getByRole('link', { name: 'Kaiming He' }).click()
  await expect(page).toHaveURL(/\?q=author/)
  await expect(page.getByRole('article').first()).toContainText('Kaiming He')
})

test('a slip of the pen is named, and the word that was meant is a link', async ({ page }) => {
  await page.goto('/?q=visoin+transformer')
  await page.getByRole('link', { name: 'vision transformer' }).first().click()
  await expect(page).toHaveURL(/q=vision\+transformer/)
  await expect(page.getByText('Did you mean')).toHaveCount(0)
})

test('papers that have only some of the words come after a line that says so', async ({ page }) => {
  await page.goto('/?q=mamba+segmentation')
  const partial = page.getByText(/following have some/i)
  await expect(partial).toBeVisible()
  const first = page.getByRole('article').first()
  expect((await first.boundingBox())!.y).toBeLessThan((await partial.boundingBox())!.y)
})
