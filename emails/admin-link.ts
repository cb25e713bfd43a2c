import { headerText, type RenderedMail } from '#lib/domain/mail/mail'
import { html } from './html.ts'
import { button, heading, masthead, renderLayout } from './layout.ts'
import { wrap } from './text.ts'

/** Lets an operator in. */
export function renderAdminLink({ siteUrl, enterUrl }: { siteUrl: string; enterUrl: string }): RenderedMail {
  const site = new URL(siteUrl).host
  const asked = `Someone, hopefully you, wants to look after ${site}.`
  const wait = 'The link works once, within fifteen minutes, and opens a page with one button.'
  const nothing = 'If it was not you, do nothing: without the link nobody gets in.'
  return {
    subject: headerText(`Your way into ${site}`),
    headers: { 'Auto-Submitted': headerText('auto-generated') },
    text: `${['ATTN.', wrap(asked), `To enter, open:\n${enterUrl}`, wrap(wait), wrap(nothing)].join('\n\n')}\n`,
    html: renderLayout({
      title: `Your way into ${site}`,
      preheader: wait,
      body: html`${masthead}
${heading('Your way in')}
<p style="margin:0">${asked}</p>
${button(enterUrl, 'Enter')}
<p style="margin:0">${wait}</p>`,
      footer: html`<p style="margin:0">${nothing}</p>`,
    }),
  }
}
