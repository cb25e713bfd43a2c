import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { SITE } from './site.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Scan = {
  /** Only these rules, by the names that axe has for them: after a change that others cannot notice. */
  rules?: string[]
}

/** What axe finds wrong in the page as it stands, by rule and place. Nothing is what should be found. */
export async function scan(page: Page, name: string, { rules }: Scan = {}): Promise<void> {
  // The other mode collects the results of frames in a window of its own, which costs more than the scan; our frames are our own.
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules ? builder.withRules(rules) : builder.withTags(TAGS)).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}: ${failureSummary}`),
  )
  // Soft: one run tells of all pages.
  expect.soft(found, name).toEqual([])
}

/** In light, then in the dark, where only the colours are other ones. */
export async function scanInBothLights(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await scan(page, `${name} in the light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await scan(page, `${name} in the dark`, { rules: ['color-contrast', 'link-in-text-block'] })
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Keeps what a page looks like, for whoever wants to see what a change did. */
export const keepPicture = (page: Page, name: string) =>
  page.screenshot({ path: join(SITE.root, 'test-results', 'pages', `${name}.png`), fullPage: true })
