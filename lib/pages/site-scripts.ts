import type { PageName } from '@/lib/routes'
import { WORDS_ID } from '@/lib/schema/boot'
import type { Locale } from '@/lib/schema/locales'

/** Addresses of the scripts of a build (scripts/browser/build-browser.mjs), and of what they say. */
export interface SiteScripts {
  /** Begins every page. */
  start: string
  /** What it needs, and what each page needs besides. */
  needs: readonly string[]
  pages: Readonly<Record<PageName, readonly string[]>>
  words: Readonly<Record<Locale, string>>
}

/** What a page differs by in them. */
interface Needing {
  page: PageName
  locale: Locale
}

/**
 * For the head of a page: asks for all files at once, otherwise the browser would learn of them one after the other. What
 * is read and looked at comes before them: they are asked for when the first of it is on the screen.
 */
export function scriptTags(
  { start, needs, pages, words }: SiteScripts,
  { page, locale }: Needing,
  nonce: string,
): string {
  const given = [start, words[locale], [...needs, ...pages[page]]].map((it) => JSON.stringify(it))
  return `<script nonce="${nonce}">(${BEGIN})(${given.join()})</script>`
}

/** For browsers that do not say when they have painted, in milliseconds. */
const PATIENCE_MS = 2_000

/** As text: it runs before there is a script that could bring it. Who does not look at the page waits for nothing. */
const BEGIN = `(start,words,files)=>{
const{nonce}=document.currentScript
const add=(name,fields)=>document.head.append(Object.assign(document.createElement(name),{nonce,...fields}))
const begin=()=>{
if(over)return
over=true
for(const href of[start,...files])add('link',{rel:'modulepreload',href})
add('link',{id:'${WORDS_ID}',rel:'preload',as:'fetch',crossOrigin:'',href:words})
const run=()=>add('script',{type:'module',src:start})
document.readyState=='loading'?addEventListener('DOMContentLoaded',run):run()
}
let over=false
if(document.hidden)return begin()
setTimeout(begin,${PATIENCE_MS})
new PerformanceObserver(list=>{list.getEntriesByName('first-contentful-paint')[0]&&begin()}).observe({type:'paint',buffered:true})
}`
