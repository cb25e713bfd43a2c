/** How a quiet button looks that is large enough for a thumb where there is one. */
export const TOOL =
  'min-h-11 min-w-11 cursor-pointer px-2 text-right lg:pointer-fine:min-h-8 hover:text-accent hover:underline aria-pressed:text-accent data-[tool=save]:min-w-20 data-[tool=seen]:min-w-18'
