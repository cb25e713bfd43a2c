import { describe, expect, it } from 'vitest'
import { headerText } from '#lib/domain/mail/mail'
import { parseSender } from '#lib/domain/mail/sender'
import { EnvError, parseEnv } from '#lib/env'
import { encodeMail } from '#lib/mime'

/** What the settings say of a variable that they refuse. */
function refusal(variables: Record<string, string>): string {
  try {
    parseEnv(variables)
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
  return ''
}

describe('SMTP_URL', () => {
  it.each([
    'smtp://mail.example.org',
    'smtps://ada%40example.org:pa%23ss%2Fwo%3Frd@mail.example.org:465',
    'smtp://user:pass:word!$@mail_host:587/?name=attn.example.org&tls.rejectUnauthorized=false',
    'smtp://[::1]:2525',
    'smtp://postbüro.example',
    'SMTP://127.0.0.1:1',
  ])('takes %s', url => {
    expect(parseEnv({ SMTP_URL: url }).SMTP_URL).toBe(url)
  })
  it.each([
    'smtp://user:hunter2#x@mail.example.org:587',
    'smtp://user:hunter2/x@mail.example.org',
    'smtp://user:hunter2?x@mail.example.org',
    // Up to the # these are a host and its port.
    'smtp://user:25#hunter2@mail.example.org',
    'smtp://user:25/hunter2@mail.example.org',
    'smtp://user:25?hunter2@mail.example.org',
    'smtp://user:hunter2@',
    'smtp://user:hunter2@:587',
    'smtp://:587',
    'smtp:///',
    'smtp://user:hunter2@mail.example.org:99999',
    'smtp://user:hunter2@mail example.org',
    'smtp://user:hunter2@mail%20example.org',
    'http://user:hunter2@mail.example.org',
    'mail.example.org',
  ])('refuses %s in one sentence without the password', url => {
    const said = refusal({ SMTP_URL: url })
    expect(said).toMatch(/^SMTP_URL must look like smtp:\/\/user:password@host:587, with .* percent-encoded/)
    expect(said).not.toMatch(/hunter2|mail.?example/)
  })
})

describe('RANKING', () => {
  it.each(['attn', 'attn halfLife=24h upvotes=1 githubStars=0.1', 'hacker-news', 'newcomer=0'])(
    'takes %s, stays as it is written, and can be read again',
    text => {
      const first = parseEnv({ RANKING: text })
      expect(first.RANKING).toBe(text)
      expect(parseEnv(JSON.parse(JSON.stringify({ RANKING: first.RANKING }))).RANKING).toBe(text)
    },
  )
  it('refuses what it does not know in one sentence', () => {
    expect(refusal({ RANKING: 'attn halfLife=soon' })).toBe(
      'RANKING has halfLife=soon, and a half-life is 1h to 60d (it is "attn halfLife=soon"). Change it or leave it out.',
    )
  })
  it('is attn where nobody says otherwise', () => expect(parseEnv({}).RANKING).toBe('attn'))
})

describe('MAIL_FROM', () => {
  it.each([
    ['digest@example.org', 'digest@example.org'],
    ['  <digest@example.org> ', 'digest@example.org'],
    ['Attn <digest@example.org>', 'Attn <digest@example.org>'],
    ['Attn<digest@example.org>', 'Attn <digest@example.org>'],
    ['"Attn, daily" <digest@example.org>', '"Attn, daily" <digest@example.org>'],
    ['Attn, daily <digest@example.org>', '"Attn, daily" <digest@example.org>'],
    ['"Attn" <digest@example.org>', 'Attn <digest@example.org>'],
    ['"The \\"best\\" papers: daily" <digest@example.org>', '"The \\"best\\" papers: daily" <digest@example.org>'],
    ['"a <b> c" <digest@example.org>', '"a <b> c" <digest@example.org>'],
    ["Dr. O'Neil (beta) <digest@example.org>", '"Dr. O\'Neil (beta)" <digest@example.org>'],
    ['Papiere für alle <digest@bücher.example>', 'Papiere für alle <digest@xn--bcher-kva.example>'],
    ['Attn <digest@localhost>', 'Attn <digest@localhost>'],
    ['root@mailhost', 'root@mailhost'],
  ])('takes %s', async (text, sender) => {
    expect(parseEnv({ MAIL_FROM: text }).MAIL_FROM).toBe(sender)
    expect(parseSender(sender)).toBe(sender)
    const [from] = (await mailFrom(sender)).match(/^From: .*$/m)!
    expect(from.match(/@/g)).toHaveLength(1)
    expect(from).not.toContain(';')
  })
  it.each([
    'Team: ada@example.org, bob@example.org;',
    'Team: Ada <ada@example.org>;',
    'Team: Ada <ada@example.org>',
    'ada@example.org, bob@example.org',
    'Ada <ada@example.org>, Bob <bob@example.org>',
    'ada@example.org <bob@example.org>',
    '"Attn <digest@example.org>',
    'At"tn <digest@example.org>',
    'Attn\\ <digest@example.org>',
    'Attn\r\nBcc: bob@example.org <digest@example.org>',
    'Attn <digest@example.org>\nBcc: bob@example.org',
    '"Attn\nBcc: x" <digest@example.org>',
    'Attn <digest@example.org> daily',
    'Attn <di gest@example.org>',
    'Attn <digest@exa_mple>',
    'Attn <>',
    'Attn',
    '<<digest@example.org>>',
  ])('refuses %j in one sentence', text => {
    const said = refusal({ MAIL_FROM: text })
    expect(said).toMatch(/^MAIL_FROM must be one address, such as Attn <digest@example\.org>/)
    expect(said).not.toMatch(/[\r\n]/)
  })
})

/** The raw mail of a sender. */
async function mailFrom(sender: string): Promise<string> {
  const [from, to, messageId, subject] = [sender, 'ada@example.org', '<1@example.org>', 'Papers'].map(headerText)
  const mail = { from: from!, to: to!, subject: subject!, messageId: messageId!, date: new Date(0), headers: {} }
  return (await encodeMail({ ...mail, text: 'text', html: '<p>html' })).toString('latin1')
}

describe('what cannot work', () => {
  it.each<[name: string, value: string, says: RegExp]>([
    ['SMTP_URL', 'smtp://user:pa%zz@mail.example.org', /percent-encoded/],
    ['SITE_URL', 'http://*', /must name a host/],
    ['DATABASE_URL', 'libsql://', /must name a host, like libsql:/],
    ['DATABASE_URL', 'libsql://[', /must name a host/],
    ['ARXIV_QUERY', '  ', /is empty/],
    ['PORT', '6000', /is a port that browsers refuse to open \(it is "6000"\)/],
  ])('is refused by name: %s=%s', (name, value, says) => {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`^${name} .*${says.source}`))
  })
  it.each([
    ['DATABASE_URL', 'libsql://db.example.org?tls=0'],
    ['DATABASE_URL', 'http://127.0.0.1:8080'],
    ['DATABASE_URL', 'libsql://[::1]:8080'],
    ['SITE_URL', 'https://bücher.example'],
    ['SITE_URL', 'http://my_host:3000'],
  ])('and this is not: %s=%s', (name, value) => {
    expect(refusal({ [name]: value })).toBe('')
  })
})
