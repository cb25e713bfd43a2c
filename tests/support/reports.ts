/** A report that a mail could not be delivered, as a server writes it (RFC 3464). */
export function deliveryReport({
  to,
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 <ada@example.org>: no such user',
  original = '',
}: {
  to: string
  action?: string
  status?: string
  diagnostic?: string
  original?: string
}): string {
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.org>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="AA/mx.example.org"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--AA/mx.example.org',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry. Status: 2.0.0',
    '',
    '--AA/mx.example.org',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    'Arrival-Date: Mon, 23 Nov 2026 07:00:00 +0000',
    '',
    'Final-Recipient: rfc822; ada@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic}`,
    '',
    '--AA/mx.example.org',
    'Content-Type: message/rfc822',
    '',
    original || 'From: Attn <digest@example.org>\r\nSubject: 23 Nov 2026\r\n\r\nHello',
    '',
    '--AA/mx.example.org--',
    '',
  ].join('\r\n')
}

/** A complaint as a provider hands it on (RFC 5965). */
export function complaint({
  type = 'abuse',
  mailFrom = '',
  original,
}: {
  type?: string
  mailFrom?: string
  original: string
}) {
  return [
    'From: <abusedesk@provider.example>',
    'To: <complaints@attn.example.org>',
    'Subject: FW: a mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part1"',
    '',
    '--part1',
    'Content-Type: text/plain; charset="US-ASCII"',
    '',
    'This is an email abuse report.',
    '',
    '--part1',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    ...(mailFrom ? [`Original-Mail-From: <${mailFrom}>`] : []),
    '',
    '--part1',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    original,
    '',
    '--part1--',
    '',
  ].join('\r\n')
}
