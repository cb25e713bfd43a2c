/** What is left of one after a time, when half of it goes in each half-life. */
export const fade = (time: number, halfLife: number): number => 2 ** (-time / halfLife)

/** A span of time in which each moment counts by what is left of it at the end: at most halfLife / ln 2, however long the span. */
export const fadedTime = (span: number, halfLife: number): number => (halfLife / Math.LN2) * (1 - fade(span, halfLife))
