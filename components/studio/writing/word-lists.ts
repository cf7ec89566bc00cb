const ITEM = 'p[style*="mso-list"]'
const MARK = 'span[style*="mso-list"]'
const NUMBER = /^\s*(?:\d+|[a-zа-я]{1,4})[.)]/i

/** Word writes the items of its lists as paragraphs that name their level, each with its mark as text. */
export function listWordItems(document: Document): void {
  /** Those that are open, the outermost first. */
  let open: { list: Element; level: number }[] = []
  let last: Element | null = null
  for (const item of [...document.body.querySelectorAll(ITEM)]) {
    const style = item.getAttribute('style') ?? ''
    const level = Number(/level(\d+)/i.exec(style)?.[1] ?? 0)
    if (level === 0) continue
    if (last === null || item.previousElementSibling !== last) open = []
    const mark = item.querySelector(MARK)
    const name = NUMBER.test(mark?.textContent ?? '') ? 'ol' : 'ul'
    mark?.parentNode?.removeChild(mark)
    while ((open.at(-1)?.level ?? 0) > level) open.pop()
    // Another kind on the same level is another list.
    if (open.at(-1)?.level === level && open.at(-1)?.list.tagName.toLowerCase() !== name) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = document.createElement(name)
      const parent = open.at(-1)?.list.lastElementChild
      if (parent) parent.append(list)
      else item.parentNode?.insertBefore(list, item)
      open.push({ list, level })
    }
    const line = document.createElement('li')
    line.append(...item.childNodes)
    open.at(-1)?.list.append(line)
    item.parentNode?.removeChild(item)
    last = open[0]?.list ?? null
  }
}
