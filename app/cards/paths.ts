import type { Paper } from '#lib/domain/paper/paper'

/** Where the picture of a paper is, for places that show addresses as cards. */
export const paperCardPath = ({ id }: Pick<Paper, 'id'>) => `/cards/papers/${id}`

/** Where the picture of a day's issue is. */
export const dayCardPath = (date: string) => `/cards/days/${date}`
