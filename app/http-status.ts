import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { setResponseStatus } from '#lib/requests'

// Next gives a page no way to say 404 but `notFound()`, and answers that for a dynamic page with an empty document that only a script
// fills (`<html id="__next_error__">`, Next 16.4). A reader without JavaScript would see nothing at all. So the page is rendered as
// any other, and the status is set on the response itself.

/** Sets the status of the answer to the present request, of a page that says itself what is not there. */
export async function setStatus(status: 404 | 410): Promise<void> {
  if (!(await trySetStatus(status))) notFound()
}

/** Sets the status of the answer to the present request, and when to ask again; false when that cannot be done. */
export async function trySetStatus(status: number, retryAfterS?: number): Promise<boolean> {
  return setResponseStatus(await headers(), status, retryAfterS)
}
