import { listWordItems } from './word-lists'

/** What says nothing, or does something instead. */
const DROPPED =
  'style,script,meta,link,title,noscript,template,svg,canvas,iframe,object,video,audio,picture,img,button,form,input,select,textarea,.subscription-widget-wrap,.button-wrapper,.header-anchor-parent,.image-link-expand'
const INLINE = 'span,font,b,strong,i,em,u,s,strike,del,ins'
const SPACES = /[ \t\n\r\f]/

/** Puts what Word, Google Docs, Substack and browsers copy into the few plain elements that Markdown has words for. */
export function cleanHtml(document: Document): void {
  const { body } = document
  for (const element of body.querySelectorAll(DROPPED)) element.remove()
  for (const element of [...body.querySelectorAll('*')]) {
    // `o:p`, `w:sdt` and their like are Word's own.
    if (element.tagName.includes(':')) unwrap(element)
    else if (/^\s*Apple-interchange-newline\s*$/.test(element.getAttribute('class') ?? '')) element.remove()
  }
  listWordItems(document)
  for (const title of body.querySelectorAll('p.MsoTitle')) rename(title, 'h1')
  for (const element of body.querySelectorAll('b,strong,i,em')) if (isPlain(element)) unwrap(element)
  // The innermost first: what is around it looks at what it has become.
  for (const element of [...body.querySelectorAll(INLINE)].reverse()) plainLooks(element)
  for (const link of body.querySelectorAll('a')) checkLink(link)
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol'))
    list.previousElementSibling?.append(list)
  for (const only of body.querySelectorAll('li > p:only-child, li > p:first-child')) unwrap(only)
  for (const code of body.querySelectorAll('pre')) keepCode(code)
  for (const heading of body.querySelectorAll('h1,h2,h3,h4,h5,h6'))
    for (const loud of heading.querySelectorAll('b')) unwrap(loud)
  joinNeighbours(body)
  body.normalize()
  plainBlanks(body)
}

/** `<b style="font-weight:normal">` around a whole text is Google's, and is not bold. */
function isPlain(element: Element): boolean {
  const { bold, slanted } = looksOf(element)
  return hasBlocks(element) || !(bold || slanted)
}

const hasBlocks = (element: Element) =>
  element.querySelector('p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,blockquote,pre') !== null

/** By its name and its style. */
function looksOf(element: Element) {
  const style = element.getAttribute('style') ?? ''
  const said = (name: string) =>
    new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, 'i').exec(style)?.[1]?.trim().toLowerCase()
  const weight = said('font-weight')
  const slant = said('font-style')
  const line = said('text-decoration(?:-line)?') ?? ''
  const { tagName } = element
  return {
    bold: weight === undefined ? /^(B|STRONG)$/.test(tagName) : /^(bold|bolder|[6-9]00)$/.test(weight),
    slanted: slant === undefined ? /^(I|EM)$/.test(tagName) : /^(italic|oblique)/.test(slant),
    struck: /^(S|STRIKE|DEL)$/.test(tagName) || line.includes('line-through'),
  }
}

/** Three elements say it all. */
function plainLooks(element: Element): void {
  const { bold, slanted, struck } = looksOf(element)
  const looks = [struck && 's', slanted && 'i', bold && 'b'].filter((it) => it !== false)
  for (const look of hasBlocks(element) ? [] : looks) {
    // Once is enough.
    if (element.parentElement?.closest(look)) continue
    for (const inner of element.querySelectorAll(look)) unwrap(inner)
    const wrapper = element.ownerDocument.createElement(look)
    wrapper.append(...element.childNodes)
    element.append(wrapper)
  }
  unwrap(element)
}

/** A link leads out to the web or to a mail address, and has words. */
function checkLink(link: Element): void {
  const href = link.getAttribute('href') ?? ''
  if (!/^(https?:|mailto:)/i.test(href) || (link.textContent ?? '').trim() === '') unwrap(link)
  link.removeAttribute('title')
}

function keepCode(pre: Element): void {
  if (pre.firstElementChild?.tagName === 'CODE') return
  const code = pre.ownerDocument.createElement('code')
  code.append(pre.textContent ?? '')
  pre.replaceChildren(code)
}

/** Two bold words beside each other are bold together: `**one****two**` would be neither. */
function joinNeighbours(body: HTMLElement): void {
  for (const element of body.querySelectorAll('b,i,s')) {
    if (!element.isConnected) continue
    for (;;) {
      const next = element.nextSibling
      const isBlank = next?.nodeType === 3 && /^\s*$/.test(next.nodeValue ?? '')
      const other = isBlank ? next.nextSibling : next
      if (other?.nodeName !== element.nodeName) break
      if (isBlank) element.append(next)
      element.append(...other.childNodes)
      other.parentNode?.removeChild(other)
    }
    if ((element.textContent ?? '').trim() === '') unwrap(element)
  }
}

/** A blank that no line is broken at is a typist's where it stands between two words alone; else it was put there to fill. */
function plainBlanks(node: Node): void {
  if (node.nodeType === 3) {
    const text = node.nodeValue ?? ''
    const plain = text.replace(/[ \t\n\r\f\u00a0]+/g, (blanks) =>
      blanks === '\u00a0' ? blanks : SPACES.test(blanks) || blanks.length > 1 ? ' ' : blanks,
    )
    if (plain !== text) node.nodeValue = plain
  } else if (node.nodeName !== 'PRE') for (const child of [...node.childNodes]) plainBlanks(child)
}

function unwrap(element: Element): void {
  const { parentNode } = element
  while (element.firstChild !== null) parentNode?.insertBefore(element.firstChild, element)
  parentNode?.removeChild(element)
}

function rename(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.parentNode?.replaceChild(other, element)
}
