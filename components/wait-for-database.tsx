import { Announcement } from './announcement.tsx'

/** What a form says when its wish could not be written down. */
export function WaitForDatabase() {
  return (
    <Announcement role="alert">
      Changes have to wait: the database does not answer at this moment. It is not known whether this one was saved:
      please try again in a few minutes.
    </Announcement>
  )
}
