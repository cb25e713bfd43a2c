import { isAdminOpen, LINK_MS } from '#lib/admin'
import { env } from '#lib/env'
import { parseAdminEmails } from '#lib/operate-settings'
import { secret } from '#lib/secret'
import { makeEntry } from '#lib/store/admin-entries'
import { recordAudit } from '#lib/store/audit'
import { signToken } from '#lib/token'
import { commandUser } from './command-user.ts'
import type { Answer, Call } from './verb.ts'

/** `admin`: who may enter the operator's page; with `--link` a way in that works once, whatever the settings say. */
export function planAdmin({ values, now }: Call): () => Promise<Answer> {
  return values.link ? () => makeLink(now) : show
}

async function makeLink(now: Date): Promise<Answer> {
  const until = new Date(now.getTime() + LINK_MS)
  const who = commandUser()
  const id = await makeEntry(who, { now, until })
  await recordAudit({ who, action: 'make link', target: null, outcome: 'It works once, for fifteen minutes.' }, now)
  const url = `${env().SITE_URL}/admin/enter/${signToken('enter', id, secret(), until)}`
  return { line: url, json: { url, until } }
}

async function show(): Promise<Answer> {
  const { ADMIN_TOKEN, ADMIN_EMAILS } = env()
  const emails = parseAdminEmails(ADMIN_EMAILS)
  const ways = [
    ADMIN_TOKEN && 'whoever has ADMIN_TOKEN',
    emails.length > 0 && `by a link in a mail ${emails.join(', ')}`,
  ].filter(Boolean)
  const line = isAdminOpen()
    ? `${env().SITE_URL}/admin lets in ${ways.join(', and ')}; \`attn admin --link\` makes a way in, too.`
    : `${env().SITE_URL}/admin answers 404, as neither ADMIN_TOKEN nor ADMIN_EMAILS is set; \`attn admin --link\` makes a way in.`
  return { line, json: { open: isAdminOpen(), token: ADMIN_TOKEN !== undefined, emails } }
}
