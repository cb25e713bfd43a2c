/**
 * The mark of the house: an envelope whose folds all lead to one red point. "Attn." stands on an envelope, the point is its full stop, and
 * four lines that meet in one place are what attention is.
 */
function Mark() {
  return (
    <svg
      width="32"
      height="24"
      viewBox="0 0 32 24"
      className="shrink-0"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <rect x="1" y="1" width="30" height="22" rx="2.5" />
      <path d="m2.5 2.5 13.5 10 13.5-10M2.5 21.5l9.5-7M29.5 21.5l-9.5-7" strokeWidth="1.75" />
      <circle cx="16" cy="12.5" r="4.25" className="fill-stamp" stroke="var(--paper)" strokeWidth="1.5" />
    </svg>
  )
}

/** The mark with the name. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark />
      <span className="font-bold font-serif text-2xl leading-none tracking-tight">
        Attn<span className="text-stamp">.</span>
      </span>
    </span>
  )
}
