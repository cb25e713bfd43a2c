import { ActButton } from './act-button.tsx'
import { ActionForm } from './action-form.tsx'
import { Section } from './section.tsx'

/** Addresses to which nothing is sent: only codes made of them are kept, so that one can be asked for and none be listed. */
export function Suppressions({ counts }: { counts: Record<string, number> }) {
  const parts = Object.entries(counts).map(([reason, count]) => `${count.toLocaleString('en')} ${reason}`)
  return (
    <Section id="suppressions" title="Suppressed addresses">
      <p className="mt-3 text-muted">
        {parts.length > 0 ? `${parts.join(', ')}. Only codes made of them are kept.` : 'No address is suppressed.'}
      </p>
      <ActionForm address>
        <p className="flex flex-wrap gap-3">
          <ActButton does="look" label="Look up" />
          <ActButton does="lift" label="Send to it again" />
        </p>
      </ActionForm>
    </Section>
  )
}
