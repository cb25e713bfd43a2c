import { PAUSE_MS } from '../reader/visit.ts'

/**
 * Before the first paint: hides the cards that this browser's reader wants hidden, so that nothing jumps. The rules were written by
 * lib/domain/reader/card-rules when something changed, under names of components/reader/browser-memory. The card that one comes back to
 * stays. And marks with `data-tells` that there will be something to say above a list: that line has its room then. When anything fails,
 * nothing is hidden.
 *
 * In the page and not a file of its own, for which every first paint would wait. The Content-Security-Policy lets this text through by its
 * hash: it must stay one constant.
 */
export const BEFORE_PAINT_SCRIPT = `(()=>{try{const rules=localStorage.getItem('attn.rules');
let visit;try{visit=JSON.parse(localStorage.getItem('attn.visit'))}catch{}
if(rules||visit&&(visit.since||performance.timeOrigin-visit.last>${PAUSE_MS}))document.documentElement.dataset.tells='';
if(!rules)return;
const place=JSON.parse(sessionStorage.getItem('attn.place'));
const isReturn=performance.getEntriesByType('navigation')[0]?.type==='back_forward'||/^\\w+:\\/\\/[^/]+\\/papers\\//.test(document.referrer);
const comesBack=isReturn&&place?.href===location.pathname+location.search;
const sheet=new CSSStyleSheet();sheet.replaceSync(comesBack?rules.replaceAll('[data-paper="'+place.id+'"]','[data-paper=""]'):rules);
document.adoptedStyleSheets=[sheet]}catch{}})()`
