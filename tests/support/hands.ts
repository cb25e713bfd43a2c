import { expect, type Locator, type Page } from '@playwright/test'

/** One way of using a page: how something is pressed, filled in, chosen, and how one goes back. */
export type Hand = {
  press(target: Locator): Promise<void>
  type(target: Locator, text: string): Promise<void>
  /** Turns a box on or off. */
  turn(target: Locator): Promise<void>
  back(): Promise<void>
}

/** The mouse. It is what remains where there is no script as well. */
export const mouseOf = (page: Page): Hand => ({
  press: target => target.click(),
  type: (target, text) => target.fill(text),
  turn: target => target.click(),
  back: async () => void (await page.goBack()),
})

/** A finger. What it cannot hit without moving the page sideways is not hit. */
export const fingerOf = (page: Page): Hand => ({
  press: target => target.tap(),
  type: async (target, text) => {
    await target.tap()
    await target.fill(text)
  },
  turn: target => target.tap(),
  back: async () => void (await page.goBack()),
})

const MOST_TABS = 150

/** The keyboard: Tab to where something is, where it has to be seen that one is there. After each key press the focus is somewhere. */
export function keyboardOf(page: Page): Hand {
  const isAt = (target: Locator) => target.evaluate(element => element === document.activeElement).catch(() => false)

  async function reach(target: Locator) {
    await expect(target).toBeVisible()
    for (let tabs = 0; !(await isAt(target)); tabs++) {
      if (tabs > MOST_TABS) throw new Error(`The Tab key does not come to ${target}`)
      await page.keyboard.press('Tab')
    }
    const mark = await target.evaluate(element => getComputedStyle(element.closest('label') ?? element).outlineStyle)
    const own = await target.evaluate(element => getComputedStyle(element).outlineStyle)
    expect([mark, own], `the focus on ${target} is seen`).toContain('solid')
  }

  return {
    press: async target => {
      await reach(target)
      await page.keyboard.press('Enter')
    },
    type: async (target, text) => {
      await reach(target)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
    turn: async target => {
      await reach(target)
      await page.keyboard.press('Space')
    },
    back: async () => {
      await page.keyboard.press('Alt+ArrowLeft')
    },
  }
}

/** That something on the page has the focus: who uses a keyboard would begin at the top again. */
export const expectFocus = (page: Page, where: string) =>
  expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'BODY'), { message: `the focus after ${where}` })
    .not.toBe('BODY')
