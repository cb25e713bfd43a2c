/**
 * Starts the scripts of a page once it has been painted: what is to be read comes first, and on a slow line or a slow machine the scripts are
 * most of what there is to wait for. A page that nobody sees is not painted, and gets them at once; where no paint is told of, they come
 * three seconds late. What is pressed until then, and would do nothing, is noted for components/reader/early-presses.
 *
 * In the page and not a file of its own; the Content-Security-Policy lets this text through by its hash: it must stay one constant. It leaves
 * the page as React expects to find it.
 */
export const LATE_SCRIPT = `(()=>{const d=document,go=()=>{for(const s of d.querySelectorAll('script[data-late]')){s.src=s.dataset.late;s.removeAttribute('data-late')}};
d.currentScript.remove();
window.attnEarly=[];
d.addEventListener('click',({target})=>{const t=target.closest('button[type=button],input[type=checkbox],input[type=radio]');
if(t&&!t.form&&!t.closest('[data-tools]'))window.attnEarly?.push([t,t.checked])},true);
d.addEventListener('keydown',({key,target,ctrlKey,metaKey,altKey})=>{
if(key.length===1&&!ctrlKey&&!metaKey&&!altKey&&!target.closest('input,textarea,select'))window.attnEarly?.push([key])},true);
d.addEventListener('DOMContentLoaded',()=>{if(d.hidden)return go();
setTimeout(go,3000);
new PerformanceObserver((list,all)=>{if(list.getEntriesByName('first-contentful-paint').length){all.disconnect();requestAnimationFrame(()=>setTimeout(go))}}).observe({type:'paint',buffered:true})})})()`

/** A page whose own files of scripts wait for the first paint; whatever has no head is returned as it is. */
export function withLateScripts(html: string): string {
  const head = html.indexOf('<head>')
  if (head === -1) return html
  const after = html.slice(head + '<head>'.length)
  const late = after.replaceAll(PRELOAD, '').replaceAll(SCRIPT, '<script data-late="$1" async=""')
  return `${html.slice(0, head)}<head><script>${LATE_SCRIPT}</script>${late}`
}

/** A script without `src` and text does nothing until it gets one (HTML Standard §4.12.1.1, "prepare the script element"). */
const SCRIPT = /<script src="(\/_next\/static\/[^"]+)" async=""/g
const PRELOAD = /<link rel="preload" as="script"[^>]* href="\/_next\/static\/[^>]*>/g
