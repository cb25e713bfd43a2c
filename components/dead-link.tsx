const REASONS = {
  invalid: {
    title: 'This link does not open anything.',
    text: 'Perhaps a part of it was lost: mail programs sometimes cut long addresses. Try it again from the mail, all of it.',
  },
  expired: {
    title: 'This link has expired.',
    text: 'A request to subscribe waits three days for its confirmation, and then it is forgotten.',
  },
  suppressed: {
    title: 'Nothing is sent to you any more.',
    text: 'Mail to your address came back, or was reported as unwanted. Only whoever runs this site can begin it again; you can leave by the link in any mail, and the address is forgotten.',
  },
  left: {
    title: 'You have left.',
    text: 'Nothing more will be sent to you, and your address is forgotten.',
  },
}

/** What a reader finds behind a link that opens no subscription (any more). */
export function DeadLink({ why }: { why: keyof typeof REASONS }) {
  const { title, text } = REASONS[why]
  return (
    <>
      <h1 className="page-title">{title}</h1>
      <p className="mt-3">{text}</p>
      <p className="mt-6">
        <a className="link" href="/subscribe">
          {why === 'left' ? 'Subscribe again' : 'Subscribe'}
        </a>{' '}
        <span className="text-muted">or</span>{' '}
        <a className="link" href="/">
          see what is trending
        </a>
        .
      </p>
    </>
  )
}
