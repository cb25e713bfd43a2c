/** One of several choices. */
export function Radio(props: { name: string; value: string; label: string; typed: string }) {
  const { name, value, label, typed } = props
  return (
    <label className="flex items-baseline gap-2.5 py-1">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={typed === value}
        className="size-4 translate-y-0.5 accent-accent"
      />
      {label}
    </label>
  )
}
