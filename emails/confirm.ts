import { headerText, type RenderedMail } from '#lib/domain/mail/mail'
import { html } from './html.ts'
import { button, heading, masthead, renderLayout } from './layout.ts'
import { wrap } from './text.ts'

/** Asks the owner of an address whether they want mail. Nothing in it was typed by whoever filled in the form. */
export function renderConfirm({ siteUrl, confirmUrl }: { siteUrl: string; confirmUrl: string }): RenderedMail {
  const site = new URL(siteUrl).host
  const asked = `Someone, hopefully you, asked ${site} to send trending transformer papers to this address.`
  const wait = 'The link works for three days and opens a page with one button.'
  const nothing = 'If it was not you, do nothing: no mail will follow, and the address is forgotten.'
  return {
    subject: headerText('Please confirm your subscription to Attn'),
    headers: { 'Auto-Submitted': headerText('auto-generated') },
    text: `${['ATTN.', wrap(asked), `To confirm, open:\n${confirmUrl}`, wrap(wait), wrap(nothing)].join('\n\n')}\n`,
    html: renderLayout({
      title: 'Please confirm your subscription',
      preheader: wait,
      body: html`${masthead}
${heading('One step left')}
<p style="margin:0">${asked}</p>
${button(confirmUrl, 'Confirm subscription')}
<p style="margin:0">${wait}</p>`,
      footer: html`<p style="margin:0">${nothing}</p>`,
    }),
  }
}
