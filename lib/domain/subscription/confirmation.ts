/**
 * How long a confirmation can be answered once its letter was sent, in milliseconds: 72 h. As long, from the request on, is the letter
 * worth another try.
 */
export const CONFIRM_MS = 72 * 3_600_000
