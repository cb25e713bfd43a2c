/** What the lists of an index are filed under: a stem, where a stem stands, a word of an author's name, or a word as it is written. */
export const stemKey = (stem: string): string => `s${stem}`
export const positionsKey = (stem: string): string => `p${stem}`
export const nameKey = (name: string): string => `n${name}`
export const formKey = (form: string): string => `f${form}`
