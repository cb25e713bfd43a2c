import type { Metadata } from 'next'
import { setStatus } from '#app/http-status'
import { NothingHere } from '#components/missing'
import { readOutboxMail } from '#lib/outbox'
import { isOutboxOpen } from '../gate.ts'

export const metadata: Metadata = { title: 'Mail', robots: 'noindex' }

export default async function MailPage({ params }: { params: Promise<{ name: string }> }) {
  const mail = (await isOutboxOpen()) ? await readOutboxMail((await params).name) : null
  if (!mail) {
    await setStatus(404)
    return <NothingHere />
  }
  return (
    <>
      <p>
        <a className="link tap" href="/outbox">
          ← Outbox
        </a>
      </p>
      <h1 className="mt-4 section-title">{mail.subject || '(no subject)'}</h1>
      <p className="text-muted text-sm">
        To {mail.to} · {mail.date}
      </p>
      {mail.html && (
        // The links may open; scripts, forms and this site's own storage stay out of reach.
        <iframe
          title="The mail as HTML"
          sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          srcDoc={`<base target="_top">${mail.html}`}
          className="mt-6 h-[42rem] w-full rounded border border-line"
        />
      )}
      <h2 className="mt-8 font-semibold">As text</h2>
      <pre className="sheet mt-2 whitespace-pre-wrap">{mail.text}</pre>
      <details className="mt-8">
        <summary className="cursor-pointer font-semibold">Headers</summary>
        <pre className="sheet mt-2 whitespace-pre-wrap break-all">
          {Object.entries(mail.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')}
        </pre>
      </details>
    </>
  )
}
