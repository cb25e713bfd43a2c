import { type Client, createClient, type InArgs, type InStatement, type ResultSet } from '@libsql/client'

/** How long an answer may take, in milliseconds: of a server that hangs nothing else would ever be heard. */
const ANSWER_MS = 20_000

/**
 * Opens a libSQL server over HTTP. A connection that was kept open and is closed by now, as after a restart of the server, is met by whatever is
 * asked next: what only reads is asked once more. What writes is not, for it may have been done.
 */
export function openServer(url: string, authToken: string | undefined): Client {
  const client = createClient({
    url,
    authToken,
    fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(ANSWER_MS) }),
  })
  const execute = client.execute.bind(client) as (statement: InStatement) => Promise<ResultSet>
  client.execute = async (statement: string | InStatement, args?: InArgs) => {
    const asked = bound(statement, args)
    try {
      return await execute(asked)
    } catch (error) {
      if (!onlyReads(asked) || !wasClosed(error as Error)) throw error
      return execute(asked)
    }
  }
  return client
}

/** The two ways in which a client is asked, as one. */
export const bound = (statement: string | InStatement, args?: InArgs): InStatement =>
  typeof statement === 'string' ? { sql: statement, args: args ?? [] } : statement

/** Whether a statement changes nothing, going by its words; in doubt it does. */
export function onlyReads(statement: InStatement): boolean {
  const sql = typeof statement === 'string' ? statement : statement.sql
  return /^\s*(SELECT|WITH)\b/i.test(sql) && !/\b(INSERT|UPDATE|DELETE|REPLACE INTO)\b/i.test(sql)
}

function wasClosed({ message, cause }: Error): boolean {
  const { code = '', message: why = '' } = (cause ?? {}) as { code?: string; message?: string }
  return /ECONNRESET|EPIPE|UND_ERR_SOCKET|other side closed/.test(`${message} ${code} ${why}`)
}
