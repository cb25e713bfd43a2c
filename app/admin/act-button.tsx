/** A button of an ActionForm. `does`: a verb and what it is about, as `readWish` reads it; `about` tells it from others of that name. */
export function ActButton({ does, label, about }: { does: string; label: string; about?: string }) {
  return (
    <button type="submit" name="do" value={does} className="button-quiet">
      {label}
      {about && <span className="sr-only"> {about}</span>}
    </button>
  )
}
