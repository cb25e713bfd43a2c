/** Data for machines in a page. It is not run; and no text in it ends it, for it holds no `<`. */
export function DataBlock({ data }: { data: object }) {
  const json = JSON.stringify(data).replace(/</g, '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
