/** Where the reader's choice is kept: in this browser, for pages are the same for everybody. */
export const THEME_KEY = 'theme'

/** The colour of the browser's own bars: that of `--paper`. */
export const THEME_COLORS = { light: '#fdfdfb', dark: '#131518' }

/**
 * Puts the choice on <html> before anything is drawn: `system`, `light` or `dark`. Its being there at all says that scripts run. A chosen
 * theme has a colour of its own for the browser's bars, before those of the device. The page calls `setTheme` when another is chosen.
 * The Content-Security-Policy lets this text through by its hash: it must stay one constant.
 */
export const THEME_SCRIPT = `(()=>{const d=document,r=d.documentElement,c=${JSON.stringify(THEME_COLORS)};let m;
window.setTheme=t=>{if(!c[t])t='system';r.dataset.theme=t;m?.remove();m=null;if(c[t]){m=d.createElement('meta');m.name='theme-color';m.content=c[t];d.head.prepend(m)}return t};
let t;try{t=localStorage.getItem('${THEME_KEY}')}catch{}window.setTheme(t)})()`
