/**
 * The mail that a choice would bring now, before anybody gave an address; `note` says what it holds. The mail itself is `html`, or is at the
 * address `href`; where there would be none both are null.
 */
export type Preview = { subject: string; html: string | null; href?: string | null; note: string }
