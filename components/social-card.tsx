/** What a card says. Each text can be drawn with the fonts of cards. */
export type CardFace = { over: string; title: string; lines: string[]; foot: string }

export const CARD_SIZE = { width: 1200, height: 630 }

const COLOR = { paper: '#fdfcf9', ink: '#1c1b18', muted: '#676258', line: '#e3dfd4', accent: '#a63a1e' }

/** A picture of what a page is about, as the renderer of pictures takes it: flex boxes with styles of their own. */
export function SocialCard({ over, title, lines, foot }: CardFace) {
  const { size, most } = sizeFor(title, lines.length > 1)
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: '56px 72px 52px',
        background: COLOR.paper,
        color: COLOR.ink,
      }}
    >
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', fontSize: 28 }}>
        <div style={{ display: 'flex', fontSize: 48 }}>
          Attn<span style={{ color: COLOR.accent }}>.</span>
        </div>
        <div style={{ color: COLOR.muted }}>{over}</div>
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', flexGrow: 1, justifyContent: 'center' }}>
        <div style={{ display: 'block', fontSize: size, lineHeight: 1.15, lineClamp: most, wordBreak: 'break-word' }}>
          {title}
        </div>
        {lines.map((line, i) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once.
            key={i}
            style={{
              display: 'block',
              marginTop: i === 0 ? 28 : 14,
              color: COLOR.muted,
              fontSize: 30,
              lineHeight: 1.25,
              lineClamp: 1,
              wordBreak: 'break-word',
            }}
          >
            {line}
          </div>
        ))}
      </div>
      <div
        style={{
          display: 'block',
          borderTop: `2px solid ${COLOR.line}`,
          paddingTop: 22,
          color: COLOR.accent,
          fontSize: 28,
          lineClamp: 1,
        }}
      >
        {foot}
      </div>
    </div>
  )
}

/** A long title is smaller, and a very long one is cut. */
function sizeFor(title: string, isList: boolean): { size: number; most: number } {
  if (isList) return { size: 60, most: 2 }
  if (title.length <= 45) return { size: 80, most: 4 }
  if (title.length <= 90) return { size: 66, most: 4 }
  if (title.length <= 150) return { size: 54, most: 5 }
  return { size: 40, most: 5 }
}
