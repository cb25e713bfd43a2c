/** How many cards of a list are not shown, by why. */
export type ListCounts = { muted: number; seen: number }

/** `3 hidden: muted topics`, `5 hidden: muted or seen`; nothing where nothing is. */
export function describeHidden({ muted, seen }: ListCounts): string {
  if (muted + seen === 0) return ''
  const why = muted === 0 ? 'seen' : seen === 0 ? 'muted topics' : 'muted or seen'
  return `${muted + seen} hidden: ${why}`
}
