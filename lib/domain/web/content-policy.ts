/** What a page may load and run: its own things, and those scripts within it that are named, by nonce or by hash. */
export type Allowed = {
  /** `nonce-…` and `sha256-…` of scripts that stand in the page. */
  scripts: string[]
  /** Whether styles may stand in the page: in a mail that is shown in a frame they do, and a frame has the policy of its page. */
  styles: boolean
}

/** The Content-Security-Policy of a page. */
export function contentPolicy({ scripts, styles }: Allowed): string {
  const named = scripts.map(name => ` '${name}'`).join('')
  return [
    "default-src 'self'",
    `script-src 'self'${named}`,
    `style-src 'self'${styles ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** Pages that show a mail. */
export const showsMail = (path: string): boolean => /^\/(subscribe|outbox)(\/|$)/.test(path)
