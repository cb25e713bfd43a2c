import type { HeldMail } from '#lib/store/held'
import { ActButton } from './act-button.tsx'
import { ActionForm } from './action-form.tsx'
import { Section } from './section.tsx'

/** Mails of which nobody knows whether they arrived. */
export function HeldMails({ held, count }: { held: HeldMail[]; count: number }) {
  return (
    <Section id="held" title="Held mails">
      <ActionForm>
        {count === 0 && <p className="text-muted">No mail is held as uncertain.</p>}
        {count > 0 && (
          <p>
            {count.toLocaleString('en')} held: nobody knows whether they arrived. Sent again, some may arrive twice.
            {count > held.length && ` Here are the oldest ${held.length}.`}
          </p>
        )}
        <ul>
          {held.map(({ key, email, what, said, since }) => (
            <li key={key} className="grid gap-2 border-line border-t py-3">
              <p className="min-w-0">
                <strong>{email ?? 'a reader who left'}</strong>, {what}{' '}
                <span className="text-muted text-sm">
                  {since.toISOString().slice(0, 16).replace('T', ' ')} (UTC). {said}
                </span>
              </p>
              <p className="flex flex-wrap gap-3">
                <ActButton does={`resend ${key}`} label="Send again" about={`the ${what}`} />
                <ActButton does={`close ${key}`} label="Take as sent" about={`the ${what}`} />
              </p>
            </li>
          ))}
        </ul>
        {count > 1 && (
          <p className="flex flex-wrap gap-3">
            <ActButton does="resend all" label={`Send all ${count} again`} />
            <ActButton does="close all" label="Take all as sent" />
          </p>
        )}
      </ActionForm>
    </Section>
  )
}
