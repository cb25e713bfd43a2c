import { expect, type Locator, type Page } from '@playwright/test'

/** One way of using a page: how something is pressed (a link, a button, a box), how text is typed, how one goes back to a list, and to the page of saved papers. */
export type Hand = {
  press(target: Locator): Promise<void>
  type(target: Locator, text: string): Promise<void>
  back(): Promise<void>
  toSaved(): Promise<void>
}

/** The mouse. It is what remains where there is no script as well. */
export const mouseOf = (page: Page): Hand => ({
  press: target => target.click(),
  type: (target, text) => target.fill(text),
  back: async () => void (await page.goBack()),
  toSaved: () => savedLink(page).click(),
})

/** A finger. What it cannot hit is not hit, and the page has to be as wide as the phone all the time. */
export const fingerOf = (page: Page): Hand => ({
  async press(target) {
    await expectToFit(page)
    await target.tap()
  },
  async type(target, text) {
    await target.tap()
    await target.fill(text)
  },
  back: async () => void (await page.goBack()),
  async toSaved() {
    // What comes near on the way to the foot of a page is laid out only then: a finger waits for where it comes to rest.
    await savedLink(page).scrollIntoViewIfNeeded()
    await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 300)))
    await savedLink(page).tap()
  },
})

const savedLink = (page: Page) => page.getByRole('navigation', { name: 'About' }).getByRole('link', { name: 'Saved' })

const MOST_TABS = 200

/** The keyboard: Tab to something, or to what a label stands for, where it has to be seen that one is there; then Enter, or Space for a box. */
export const keyboardOf = (page: Page): Hand => ({
  async press(target) {
    await tabTo(page, target)
    await page.keyboard.press((await page.evaluate(() => document.activeElement?.matches('input'))) ? 'Space' : 'Enter')
  },
  async type(target, text) {
    await tabTo(page, target)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(text)
  },
  back: () => page.keyboard.press('b'),
  async toSaved() {
    await page.keyboard.press('g')
    await page.keyboard.press('s')
  },
})

async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeAttached()
  // Found once: to look for a name on the whole page again after each key takes longer than the key.
  const goal = await target.evaluateHandle(
    element => element.closest('label')?.control ?? element.closest('summary') ?? element,
  )
  const wayTo = (element: Element) => {
    const at = document.activeElement
    if (at === element) return 'there'
    return at && at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'
  }
  for (let tabs = 0, way = await goal.evaluate(wayTo); way !== 'there'; tabs++, way = await goal.evaluate(wayTo)) {
    if (tabs > MOST_TABS) throw new Error(`The Tab key does not come to ${target}`)
    await page.keyboard.press(way)
  }
  await expectFocusSeen(page)
}

/** Fails unless something has the focus, and shows that it has: a ring around it or around the label that stands for it, in the window. */
export const expectFocusSeen = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const at = document.activeElement
        if (!at || at === document.body) return 'lost'
        // Where something was announced the focus is that of who reads on, not of who presses.
        if (at.matches('[tabindex="-1"]')) return 'seen'
        const mark = at.matches('.sr-only') ? (at.closest('label') ?? at) : at
        const { outlineStyle, outlineWidth } = getComputedStyle(mark)
        const { top, bottom } = mark.getBoundingClientRect()
        const isSeen =
          outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2 && bottom > 0 && top < innerHeight
        return isSeen ? 'seen' : `not seen on ${mark.outerHTML.slice(0, 80)}`
      }),
    )
    .toBe('seen')

/** Fails where the page is wider than the window. */
export const expectToFit = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(
    page.viewportSize()!.width,
  )
