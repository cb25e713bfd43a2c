import type { Suggested } from './use-suggestions.ts'

const GROUPS = [
  { kind: 'topic', name: 'Topics' },
  { kind: 'paper', name: 'Papers' },
  { kind: 'author', name: 'Authors' },
] as const

type Props = {
  id: string
  /** In the order of the groups. */
  suggestions: Suggested[]
  active: number
  optionId: (index: number) => string
  onChoose: (suggestion: Suggested) => void
}

/** The suggestions below the search field, over what follows it; hidden while there are none. */
export function SuggestionList({ id, suggestions, active, optionId, onChoose }: Props) {
  return (
    <>
      <div
        id={id}
        role="listbox"
        aria-label="Suggestions"
        hidden={suggestions.length === 0}
        className="absolute inset-x-0 top-full z-20 mt-1 rounded-md border border-line bg-paper py-1 shadow-lg"
      >
        {GROUPS.map(({ kind, name }) => {
          const first = suggestions.findIndex(one => one.kind === kind)
          const ofKind = suggestions.filter(one => one.kind === kind)
          if (ofKind.length === 0) return null
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
            <div key={kind} role="group" aria-label={name}>
              <div aria-hidden="true" className="px-3 pt-1.5 text-muted text-xs">
                {name}
              </div>
              {ofKind.map((suggestion, i) => (
                <Option
                  key={suggestion.url}
                  id={optionId(first + i)}
                  suggestion={suggestion}
                  isActive={first + i === active}
                  onChoose={() => onChoose(suggestion)}
                />
              ))}
            </div>
          )
        })}
      </div>
      <p role="status" className="sr-only">
        {suggestions.length === 0 ? '' : `${suggestions.length} suggestions, up and down arrows choose`}
      </p>
    </>
  )
}

type OptionProps = { id: string; suggestion: Suggested; isActive: boolean; onChoose: () => void }

// The field keeps the focus, and with it the keyboard: an option is pointed at, never focused.
function Option({ id, suggestion, isActive, onChoose }: OptionProps) {
  const { count } = suggestion
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant says which one is meant.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={option => {
        if (isActive) option?.scrollIntoView({ block: 'nearest' })
      }}
      onMouseDown={event => event.preventDefault()}
      onClick={onChoose}
      className="flex min-h-11 cursor-pointer items-center justify-between gap-3 px-3 py-1.5 hover:bg-raised aria-selected:bg-raised aria-selected:text-accent"
    >
      <span className="line-clamp-2 min-w-0 break-words">{suggestion.title ?? suggestion.name}</span>
      {count !== undefined && <span className="shrink-0 text-muted text-xs">{count.toLocaleString('en')}</span>}
    </div>
  )
}
