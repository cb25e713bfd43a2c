import { Announcement } from './announcement.tsx'

/** Above a form, and where the state of things is told: what is shown here is a copy, and nothing can be changed. */
export function AwayNotice({ since }: { since: Date }) {
  return (
    <Announcement>
      The database of this place does not answer at this moment. What you see is as of{' '}
      <time dateTime={since.toISOString()}>{since.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>; changes have
      to wait until it is back.
    </Announcement>
  )
}
