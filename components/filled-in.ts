/** Whether something is typed or chosen in an element: the focus must not be taken from it. */
export const isFilledIn = (element: Element | null): boolean => element?.matches('input, textarea, select') ?? false
