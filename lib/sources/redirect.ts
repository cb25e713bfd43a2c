/**
 * Where a redirect may be followed to: the same scheme, host and port. Not bound to the path: GitHub leads from /repos/OWNER/OLD-NAME to
 * /repositories/NUMBER. `why` goes on after the name of the host.
 * @param trail the addresses so far, the last one being that which answered
 */
export function followRedirect(
  trail: string[],
  to: string,
  most: number,
): { ok: true; url: string } | { ok: false; why: string } {
  const from = new URL(trail.at(-1)!)
  if (!URL.canParse(to, from.href)) return { ok: false, why: `leads nowhere (${to.slice(0, 100)})` }
  const url = new URL(to, from.href)
  url.hash = ''
  if (url.origin !== from.origin)
    return {
      ok: false,
      why: `leads to another place (${url.origin === 'null' ? url.protocol : url.origin}), which is not followed: if it moved, set its address anew`,
    }
  if (trail.includes(url.href)) return { ok: false, why: `leads in a circle (${url.pathname})` }
  if (trail.length > most) return { ok: false, why: `leads on and on (${most} times, last to ${url.pathname})` }
  return { ok: true, url: url.href }
}
