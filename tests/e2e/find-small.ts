import type { Page } from '@playwright/test'

/** What can be pressed and is smaller than a finger, 44 px; links within a sentence are as high as its lines (WCAG 2.5.5). */
export const findSmall = (page: Page) =>
  page.evaluate(() => {
    const isInSentence = (element: Element) =>
      getComputedStyle(element).display === 'inline' &&
      [...element.parentElement!.childNodes].some(node => node.nodeType === 3 && node.textContent!.trim().length > 3)
    return [...document.querySelectorAll('a, button, select, summary, input, textarea, label:has(input)')].flatMap(
      element => {
        const { width, height, right } = element.getBoundingClientRect()
        // What only screen readers reach has no size, what nobody should reach lies beside the page, what stands in a label is pressed there.
        if (
          !element.checkVisibility() ||
          width <= 1 ||
          right < 0 ||
          element.closest('label') !== (element.matches('label') ? element : null)
        )
          return []
        return (width >= 44 && height >= 44) || isInSentence(element)
          ? []
          : [`${element.tagName} ${element.textContent}: ${Math.round(width)} × ${Math.round(height)}`]
      },
    )
  })
