import { TOOL } from './reader/tool-looks.ts'

/**
 * What a reader can do with a paper of a list: once for all cards, which components/reader/card-row brings into each. What it says of a
 * paper is put in there.
 */
export function ToolsTemplate() {
  return (
    <template id="card-tools">
      <div data-tools="" className="relative">
        <span className="sr-only" hidden>
          New since your last visit.
        </span>
        <div className="-mx-2 flex flex-wrap justify-end text-muted text-sm">
          <button type="button" data-tool="mute" aria-expanded="false" className={TOOL}>
            Mute…
          </button>
          <button type="button" data-tool="seen" className={TOOL} />
          <button type="button" data-tool="save" className={TOOL} />
        </div>
        <ul aria-label="Mute a topic" className="menu" hidden>
          <li>
            <button type="button" data-tool="mute-topic" className={TOOL} />
          </li>
        </ul>
      </div>
    </template>
  )
}
