/** One of several choices. */
export function Radio(props: { name: string; value: string; label: string; typed: string }) {
  const { name, value, label, typed } = props
  return (
    <label className="choice">
      <input type="radio" name={name} value={value} defaultChecked={typed === value} className="accent-accent" />
      {label}
    </label>
  )
}
