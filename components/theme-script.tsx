import { THEME_SCRIPT } from '#lib/domain/web/theme-script'

/** The script, for the head. */
export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours.
  return <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
}
