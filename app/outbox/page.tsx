import type { Metadata } from 'next'
import { setStatus } from '#app/http-status'
import { NothingHere } from '#components/missing'
import { findOutbox } from '#lib/outbox'
import { isOutboxOpen } from './gate.ts'

export const metadata: Metadata = { title: 'Outbox', robots: 'noindex' }

export default async function OutboxPage() {
  if (!(await isOutboxOpen())) {
    await setStatus(404)
    return <NothingHere />
  }
  const mails = await findOutbox()
  return (
    <>
      <h1 className="page-title">Outbox</h1>
      <p className="mt-2 mb-6 text-muted">
        No SMTP_URL is set, so mails are kept here instead of being sent. Only this machine can see this page.
      </p>
      {mails.length === 0 && <p>There is no mail yet.</p>}
      <ul>
        {mails.map(mail => (
          <li key={mail.name} className="border-line border-t py-3">
            <a href={`/outbox/${mail.name}`} className="link tap font-semibold">
              {mail.subject || '(no subject)'}
            </a>
            <p className="text-muted text-sm">
              {mail.to} · {mail.date}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
