import type { Database } from '#lib/db'

// Two readers of the same facts, each a sentence like "paper.title TEXT NOT NULL": of the schema file and of a database.

const SQL_TYPES: Record<string, string> = {
  Int: 'INTEGER',
  String: 'TEXT',
  DateTime: 'DATETIME',
  Boolean: 'BOOLEAN',
  Bytes: 'BLOB',
  Float: 'REAL',
}

/** What prisma/schema.prisma says of tables: columns, defaults, keys, indexes. Enough of its grammar for this project. */
export function readSchemaFacts(schema: string): string[] {
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name, body]) =>
    readModel(name!, body!),
  )
  const tables = new Map(models.map(model => [model.name, model]))
  return models.flatMap(model => factsOf(model, tables)).sort()
}

type Field = { name: string; column: string; type: string; optional: boolean; attributes: string }
type Model = { name: string; table: string; fields: Field[]; lines: string[] }

function readModel(name: string, body: string): Model {
  const lines = body.split('\n').map(line => line.replace(/\/\/.*$/, '').trim())
  const fields = lines.flatMap(line => {
    const [, field, type, mark, attributes = ''] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? []
    if (!field) return []
    const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field
    return [{ name: field, column, type: type!, optional: mark === '?', attributes }]
  })
  return { name, table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name, fields, lines }
}

function factsOf(model: Model, models: Map<string, Model>): string[] {
  const { table, fields, lines } = model
  const columns = fields.filter(field => field.type in SQL_TYPES)
  const key = columns.filter(field => /@id\b/.test(field.attributes)).map(field => field.column)
  const blocks = lines.flatMap(line => {
    const [, kind, list] = /^@@(id|index|unique)\(\[(.*?)\]\)/.exec(line) ?? []
    return kind ? [{ kind, parts: readParts(list!, model) }] : []
  })
  return [
    ...columns.map(({ column, type, optional, attributes }) => {
      const value = /@default\(((?:[^()]|\(\))*)\)/.exec(attributes)?.[1]
      const automatic = value === 'autoincrement()'
      const standard = value === undefined || automatic ? '' : ` DEFAULT ${value.replace(/^"(.*)"$/, "'$1'")}`
      return `${table}.${column} ${SQL_TYPES[type]}${optional ? '' : ' NOT NULL'}${standard}${automatic ? ' AUTOINCREMENT' : ''}`
    }),
    `${table} PRIMARY KEY (${key.length > 0 ? key : blocks.find(({ kind }) => kind === 'id')?.parts})`,
    ...columns
      .filter(({ attributes }) => /@unique\b/.test(attributes))
      .map(({ column }) => `${table} UNIQUE ${table}_${column}_key (${column})`),
    ...blocks
      .filter(({ kind }) => kind !== 'id')
      .map(({ kind, parts }) => {
        const name = `${table}_${parts.map(part => part.split(' ')[0]).join('_')}_${kind === 'index' ? 'idx' : 'key'}`
        return `${table} ${kind.toUpperCase()} ${name} (${parts})`
      }),
    ...fields.flatMap(field => readReference(field, model, models)),
  ]
}

function readParts(list: string, { fields }: Model): string[] {
  return list.split(/,\s*(?![^(]*\))/).map(part => {
    const column = fields.find(field => field.name === /^\w+/.exec(part)![0])!.column
    return /sort: Desc/.test(part) ? `${column} DESC` : column
  })
}

function readReference({ type, attributes }: Field, model: Model, models: Map<string, Model>): string[] {
  const [, from, to] = /@relation\(fields: \[(\w+)\], references: \[(\w+)\]/.exec(attributes) ?? []
  const other = models.get(type)
  if (!from || !other) return []
  const action = /onDelete: (\w+)/.exec(attributes)?.[1]?.toUpperCase() ?? 'NO ACTION'
  return [
    `${model.table}.${readParts(from, model)} REFERENCES ${other.table}.${readParts(to!, other)} ON DELETE ${action}`,
  ]
}

/** What a database says of its tables, in the same words; without what lives in the SQL only (search index, partial indexes). */
export async function readDatabaseFacts({ transact }: Database): Promise<string[]> {
  const ask = async (sql: string) =>
    (await transact([{ sql, args: [] }]))[0]!.rows as unknown as Record<string, string | number>[]
  const tables = await ask(`SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
  const facts: string[] = []
  for (const { name: table, sql } of tables) {
    if (table === '_migration' || String(table).startsWith('paper_fts')) continue
    const columns = await ask(`SELECT * FROM pragma_table_info('${table}')`)
    for (const { name, type, notnull, dflt_value: standard } of columns) {
      const automatic = new RegExp(`"${name}"[^,]*AUTOINCREMENT`).test(String(sql))
      facts.push(
        `${table}.${name} ${type}${notnull ? ' NOT NULL' : ''}${standard === null ? '' : ` DEFAULT ${standard}`}${automatic ? ' AUTOINCREMENT' : ''}`,
      )
    }
    const key = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk))
    facts.push(`${table} PRIMARY KEY (${key.map(({ name }) => name)})`)
    for (const index of await ask(`SELECT * FROM pragma_index_list('${table}') WHERE origin <> 'pk' AND partial = 0`)) {
      const parts = await ask(
        `SELECT name, "desc" FROM pragma_index_xinfo('${index.name}') WHERE key = 1 ORDER BY seqno`,
      )
      const list = parts.map(part => `${part.name}${part.desc ? ' DESC' : ''}`)
      facts.push(`${table} ${index.unique ? 'UNIQUE' : 'INDEX'} ${index.name} (${list})`)
    }
    for (const key of await ask(`SELECT * FROM pragma_foreign_key_list('${table}')`))
      facts.push(`${table}.${key.from} REFERENCES ${key.table}.${key.to} ON DELETE ${key.on_delete}`)
  }
  return facts.sort()
}
