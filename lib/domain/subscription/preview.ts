/** The mail that a choice would bring now, before anybody gave an address. `html` is null where there would be none; `note` says what it holds. */
export type Preview = { subject: string; html: string | null; note: string }
