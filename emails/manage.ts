import { headerText, type RenderedMail } from '#lib/domain/mail/mail'
import { html } from './html.ts'
import { button, heading, link, masthead, renderLayout } from './layout.ts'
import { wrap } from './text.ts'

/** Hands a subscriber the link to their own subscription; sent when someone subscribes an address that already is. */
export function renderManage({
  siteUrl,
  manageUrl,
  leaveUrl,
}: {
  siteUrl: string
  manageUrl: string
  leaveUrl: string
}): RenderedMail {
  const site = new URL(siteUrl).host
  const asked = `Someone, hopefully you, entered this address at ${site}. It is subscribed already, and nothing was changed.`
  const keep = 'This link is yours alone: whoever has it can change your subscription.'
  return {
    subject: headerText('Your subscription to Attn'),
    headers: { 'Auto-Submitted': headerText('auto-generated') },
    text: `${['ATTN.', wrap(asked), `To change what you get, open:\n${manageUrl}`, wrap(keep), `To leave:\n${leaveUrl}`].join('\n\n')}\n`,
    html: renderLayout({
      title: 'Your subscription to Attn',
      preheader: asked,
      body: html`${masthead}
${heading('You are subscribed')}
<p style="margin:0">${asked}</p>
${button(manageUrl, 'Change what you get')}
<p style="margin:0">${keep} You can also ${link(leaveUrl, 'leave')}.</p>`,
      footer: html`<p style="margin:0">If it was not you, do nothing.</p>`,
    }),
  }
}
