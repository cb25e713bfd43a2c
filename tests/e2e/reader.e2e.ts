import { expect, type Page, test } from '@playwright/test'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'
import { attn, SITE } from './site.ts'

// One reader from the form to the last mail: a real mail server, a real worker, a real browser.

const ADA = 'ada@example.org'
const HOUR = 3_600_000

let smtp: TestSmtp

test.beforeAll(async () => {
  smtp = await startSmtp(SITE.smtpPort)
  // Letters of other tests found nobody there, and the worker would wait for long before it looks again.
  await attn(['mail', '--resume'])
})
test.afterAll(() => smtp.stop())

test('subscribes, confirms, gets what they chose, and leaves with one click', async ({ page, request, baseURL }) => {
  test.setTimeout(90_000)
  await askFor(page, ADA)
  const confirmation = await mailTo(ADA, 1)
  expect(confirmation.text).not.toContain('machine')

  await page.goto(linkIn(confirmation.text!, '/subscription/'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more click')
  // Looking at the page was not enough.
  expect(await digest(dueAfter(0))).toContain('No digest is due')
  await page.getByRole('button', { name: 'Yes, subscribe' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are subscribed')
  await expect(page.getByText('about Image Segmentation')).toBeVisible()

  await digest(dueAfter(0))
  const issue = await mailTo(ADA, 2)
  const papers = [...issue.text!.matchAll(/\/papers\/(\S+)/g)].map(match => match[1]!)
  expect(papers.length).toBeGreaterThan(0)
  for (const id of new Set(papers)) {
    expect((await (await request.get(`/api/v1/papers/${id}`)).json()).topics, id).toContain('image-segmentation')
  }

  const leave = /<(http[^>]+)>/.exec(String(header(issue, 'list-unsubscribe')))![1]!
  expect(leave.startsWith(`${baseURL}/u/`)).toBe(true)
  // A scanner that follows the link changes nothing.
  expect((await request.get(leave)).url()).toBe(`${leave}/leave`)
  await digest(dueAfter(1))
  await mailTo(ADA, 3)

  const left = await fetch(leave, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'manual',
  })
  expect(left.status).toBe(200)
  expect(await digest(dueAfter(2))).toContain('No digest is due')
  await page.goto(leave)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have left.')
  expect(smtp.mailsTo(ADA)).toHaveLength(3)
})

for (const { name, address, javaScriptEnabled } of [
  { name: 'with a script', address: 'bob@example.org', javaScriptEnabled: true },
  { name: 'without one', address: 'cleo@example.org', javaScriptEnabled: false },
]) {
  test(`changes hour, day and topics, and leaves by the button, ${name}`, async ({ browser }) => {
    test.setTimeout(60_000)
    const page = await browser.newPage({ javaScriptEnabled })
    await askFor(page, address)
    await page.goto(linkIn((await mailTo(address, 1)).text!, '/subscription/'))
    await page.getByRole('button', { name: 'Yes, subscribe' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are subscribed')

    await page.getByLabel('Every week').check()
    await page.getByLabel('on', { exact: true }).selectOption('Wednesday')
    await page.getByLabel('at', { exact: true }).selectOption('05:00')
    await page.getByLabel('Image Segmentation').uncheck()
    await page.getByLabel('Survey & Review').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await expect(page.getByText('every Wednesday at 05:00 (UTC), about Survey & Review')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('at', { exact: true })).toHaveValue('5')
    await expect(page.getByLabel('Image Segmentation')).not.toBeChecked()

    await page.getByLabel('Searches to follow').fill('"Masked  Image Modeling" -medical')
    await page.getByLabel('Topic to leave out, 1').selectOption('Medicine & Health')
    await page.getByLabel('Monday to Friday').check()
    await page.getByLabel('Pause until').fill('2099-12-24')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Paused until 24 Dec 2099')).toBeVisible()
    await expect(page.getByText('Monday to Friday at 05:00 (UTC), about Survey & Review, or matching')).toBeVisible()
    await expect(page.getByLabel('Searches to follow')).toHaveValue('"masked image modeling" -medical')
    await page.getByLabel('Searches to follow').fill('-medical')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'says only what to leave out' })).toBeVisible()
    await expect(page.getByLabel('Searches to follow')).toHaveValue('-medical')

    const data = await page.getByRole('link', { name: 'Download all that is kept of you' }).getAttribute('href')
    const kept = await page.request.get(data!)
    expect(kept.headers()['content-disposition']).toContain('attachment')
    expect(await kept.json()).toMatchObject({
      email: address,
      preferences: { searches: ['"masked image modeling" -medical'], excluded: ['medical'], pausedUntil: '2099-12-24' },
    })

    const own = page.url()
    await page.getByRole('main').getByRole('link', { name: 'Leave', exact: true }).click()
    await page.getByRole('button', { name: 'Leave' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have left.')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are back')
    await page.goto(own)
    await expect(page.getByLabel('Searches to follow')).toHaveValue('"masked image modeling" -medical')

    await page.getByText('Erase everything').click()
    await page.getByRole('button', { name: 'Erase it all' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have left.')
    // Again, where the connection that is kept open was closed at that very moment.
    await expect(async () => {
      const left = await page.request.get(data!)
      expect(left.status()).toBe(200)
      expect(await left.json()).toMatchObject({
        email: null,
        status: 'left',
        preferences: { searches: [] },
        issues: [],
      })
    }).toPass({ timeout: 10_000 })
  })
}

test('is answered the same, whoever they are', async ({ page }) => {
  const answers: string[] = []
  for (const address of ['new@example.org', 'new@example.org', ADA]) {
    await askFor(page, address)
    answers.push((await page.getByRole('status').textContent())!.replace(address, 'ADDRESS'))
  }
  expect(new Set(answers).size).toBe(1)
})

test('the trap for machines sends nothing and says nothing', async ({ page }) => {
  await page.goto('/subscribe')
  await page.getByLabel('Your email address').fill('robot@example.org')
  await page.locator('[name=website]').fill('https://spam.example.org', { force: true })
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('heading', { name: 'Look in your inbox' })).toBeVisible()
  await page.waitForTimeout(4_000)
  expect(smtp.mailsTo('robot@example.org')).toEqual([])
})

async function askFor(page: Page, address: string): Promise<void> {
  await page.goto('/subscribe')
  await page.getByLabel('Your email address').fill(address)
  await page.getByLabel('in the time zone').selectOption('UTC')
  await page.getByLabel('Image Segmentation').check()
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('heading', { name: 'Look in your inbox' })).toBeVisible()
}

async function mailTo(address: string, count: number) {
  await expect.poll(() => smtp.mailsTo(address).length, { timeout: 20_000 }).toBe(count)
  return smtp.mailsTo(address)[count - 1]!.mail
}

const header = (mail: Awaited<ReturnType<typeof mailTo>>, name: string) =>
  mail.headerLines.find(({ key }) => key === name)?.line

const linkIn = (text: string, path: string) => new RegExp(`${SITE.url}${path}\\S+`).exec(text)![0]

/** Five minutes past the seventh hour (UTC) that comes next, or so many days later. */
function dueAfter(days: number): string {
  const next = Math.ceil((Date.now() - 7 * HOUR) / (24 * HOUR)) * 24 * HOUR + 7 * HOUR
  return new Date(next + days * 24 * HOUR + 5 * 60_000).toISOString()
}

const digest = (now: string) => attn(['digest', '--now', now])
