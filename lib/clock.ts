/** The time, for the doors (app, jobs) alone: everything below them is told the time. */
export const now = (): Date => new Date()
