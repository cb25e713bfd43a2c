import { type Html, html } from './html.ts'

/** One page of mail: hidden first line, a single column of at most 600 px, light or dark as the reader's device is. */
export function renderLayout({
  title,
  preheader,
  body,
  footer,
}: {
  title: string
  preheader: string
  body: Html
  footer: Html
}): string {
  return `${layoutHead({ title, preheader })}${body}\n${LAYOUT_MIDDLE}${footer}\n${LAYOUT_END}`
}

/** A page up to its body; after the body follow LAYOUT_MIDDLE, the footer and LAYOUT_END. Each ends with a line break. */
export const layoutHead = ({ title, preheader }: { title: string; preheader: string }): string =>
  `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.b{background:#131518!important;color:#e6e4de!important}
.t{color:#f5f3ee!important}
.m,.m a{color:#a4a9b1!important}
.l,.m .l{color:#95bcff!important}
.r{border-color:#32363c!important}
}
</style>
</head>
<body class="b" style="margin:0;padding:0;background:#fff;color:#1a1c21">
<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="b" style="background:#fff;color:#1a1c21"><tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left" style="padding:0 0 20px;font:16px/1.55 Georgia,'Times New Roman',serif">
`}`

const SANS = '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'

/** Between body and footer. */
export const LAYOUT_MIDDLE = `</td></tr>
<tr><td class="m r" align="left" style="border-top:1px solid #dfdfd8;padding:16px 0 0;font:13px/1.6 ${SANS};color:#5b5f67">
`

export const LAYOUT_END = `</td></tr></table>
</td></tr></table>
</body>
</html>
`

/** The name of the house above everything. */
export const masthead = html`<p class="m" style="margin:0 0 4px;font:bold 15px/1.4 ${SANS};color:#5b5f67">Attn.</p>`

/** The one heading of a mail. */
export const heading = (text: string) =>
  html`<h1 class="t" style="margin:0 0 8px;font:bold 26px/1.25 Georgia,'Times New Roman',serif;color:#111316">${text}</h1>`

/** A paragraph of small print. */
export const small = (content: Html | string) =>
  html`<p class="m" style="margin:0 0 6px;font:13px/1.5 ${SANS};color:#5b5f67">${content}</p>`

export const link = (url: string, text: string) => html`<a class="l" href="${url}" style="color:#1a4f9f">${text}</a>`

/** A link among small print. */
export const quietLink = (url: string, text: string) => html`<a href="${url}" style="color:#5b5f67">${text}</a>`

/** The one thing to press. A table cell, because some readers ignore the padding of a link. */
export const button = (url: string, text: string) =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0"><tr><td style="background:#1a4f9f;border-radius:6px"><a href="${url}" style="display:inline-block;padding:12px 22px;font:bold 16px/1.2 ${SANS};color:#fff;text-decoration:none">${text}</a></td></tr></table>`
