import { BEFORE_PAINT_SCRIPT } from '#lib/domain/web/before-paint'
import { THEME_SCRIPT } from '#lib/domain/web/theme-script'

/** What has to run before anything is painted, for the head: the chosen theme, and what is hidden. */
export function HeadScripts() {
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours. */}
      <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours. */}
      <script dangerouslySetInnerHTML={{ __html: BEFORE_PAINT_SCRIPT }} />
    </>
  )
}
