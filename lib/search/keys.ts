/** What the lists of an index are filed under: a stem, a word of an author's name, or a word as it is written. */
export const stemKey = (stem: string): string => `s${stem}`
export const nameKey = (name: string): string => `n${name}`
export const formKey = (form: string): string => `f${form}`

/** The first key that is larger than all that begin so. */
export const afterKeysOf = (prefix: string): string => `${prefix}\uffff`
