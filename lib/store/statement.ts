/** A statement of SQL with the values bound in it; several of them are written together or not at all. */
export type Statement = { sql: string; args: (string | number | null)[] }
