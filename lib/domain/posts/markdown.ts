import MarkdownIt, { type Token } from 'markdown-it'
import type { Block, Inline } from '@/lib/schema/rich-text'
import { isWritten, pictureAt } from '@/lib/schema/text-pictures'
import { withScheme } from '@/lib/schema/written-address'

/**
 * CommonMark with the tables, strikethrough and plain addresses of GitHub. Raw HTML is text like any other. A single line
 * break is one. Lines that are set in are no code: that is how paragraphs begin in many a text that is no Markdown.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('code')
markdown.linkify.set({ fuzzyLink: true, fuzzyEmail: true })
const { normalizeLink } = markdown
markdown.normalizeLink = (written) => normalizeLink(withScheme(written))
markdown.validateLink = (href) => addressOf(href) !== null

/** Paths, with any host; or an address that says how it is reached. */
const PATH = /^\/(?![/\\])/
const ABSOLUTE = /^(https?:\/\/|mailto:)/i

/** Null for what is no link: other schemes, and what would be read otherwise by a browser than it looks. */
function addressOf(href: string): string | null {
  if (PATH.test(href)) return href
  return ABSOLUTE.test(href) && URL.canParse(href) ? href : null
}

/** In characters, of bodies that are kept parsed. */
const KEPT_MAX = 4_000_000
const kept = new Map<string, Block[]>()
let keptSize = 0

/**
 * What the body of a post says, with those of its own pictures in it that stand there. The same text is parsed once: feeds
 * show the same posts to many.
 */
export function parseMarkdown(body: string, pictureIds: readonly string[] = []): Block[] {
  const pictures = pictureIds.filter((id) => isWritten(body, id))
  // No text has a NUL in it.
  const key = [body, ...pictures].join('\0')
  const known = kept.get(key)
  if (known !== undefined) return known
  const blocks = blocksOf(new Tokens(markdown.parse(body, {}), new Set(pictures)))
  if (keptSize + key.length > KEPT_MAX) {
    kept.clear()
    keptSize = 0
  }
  kept.set(key, blocks)
  keptSize += key.length
  return blocks
}

const NONE: ReadonlySet<string> = new Set()

/** One after the other; what opens is closed by another of the same name. */
class Tokens {
  #at = 0
  /** Of the post. */
  readonly pictures: ReadonlySet<string>
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[], pictures: ReadonlySet<string> = NONE) {
    this.tokens = tokens
    this.pictures = pictures
  }

  /** Undefined at the end of what was opened. */
  next(): Token | undefined {
    const token = this.tokens[this.#at]
    this.#at += 1
    return token === undefined || token.nesting < 0 ? undefined : token
  }

  /** The one inline token within, and the end of what it is in. */
  inline(): Inline[] {
    const inlines: Inline[] = []
    for (let token = this.next(); token !== undefined; token = this.next()) {
      inlines.push(...inlinesOf(new Tokens(token.children ?? []), false))
    }
    return inlines
  }
}

function blocksOf(tokens: Tokens): Block[] {
  const blocks: Block[] = []
  for (let token = tokens.next(); token !== undefined; token = tokens.next())
    blocks.push(...blocksFrom(token, tokens))
  return blocks
}

function blocksFrom(token: Token, tokens: Tokens): Block[] {
  if (token.type === 'paragraph_open') return paragraphs(tokens)
  const block = blockOf(token, tokens)
  return block === null ? [] : [block]
}

/** A paragraph; or what of it stands before, between and behind its pictures, each of which is a block of its own. */
function paragraphs(tokens: Tokens): Block[] {
  const blocks: Block[] = []
  const words: Token[] = []
  const close = () => {
    const of = trimmed(inlinesOf(new Tokens(words.splice(0)), false))
    if (of.length > 0) blocks.push({ is: 'paragraph', of })
  }
  let depth = 0
  for (let token = tokens.next(); token !== undefined; token = tokens.next())
    for (const child of token.children ?? []) {
      depth += child.nesting
      const id = depth === 0 && child.type === 'image' ? pictureAt(srcOf(child)) : null
      if (id === null || !tokens.pictures.has(id)) words.push(child)
      else {
        close()
        blocks.push({ is: 'picture', id })
      }
    }
  if (blocks.length === 0) return [{ is: 'paragraph', of: inlinesOf(new Tokens(words), false) }]
  close()
  return blocks
}

/** Without what kept it apart from a picture. */
function trimmed(inlines: Inline[]): Inline[] {
  const isGap = (inline: Inline | undefined) =>
    typeof inline === 'string' ? inline.trim() === '' : inline?.is === 'break'
  while (isGap(inlines[0])) inlines.shift()
  while (isGap(inlines.at(-1))) inlines.pop()
  const last = inlines.at(-1)
  if (typeof last === 'string') inlines[inlines.length - 1] = last.trimEnd()
  const [first] = inlines
  if (typeof first === 'string') inlines[0] = first.trimStart()
  return inlines
}

const srcOf = (image: Token) => String(image.attrGet('src') ?? '')

function blockOf(token: Token, tokens: Tokens): Block | null {
  switch (token.type) {
    case 'heading_open':
      return { is: 'heading', level: Number(token.tag.slice(1)), of: tokens.inline() }
    case 'blockquote_open':
      return { is: 'quote', of: blocksOf(tokens) }
    case 'bullet_list_open':
      return listOf(tokens, null)
    case 'ordered_list_open':
      return listOf(tokens, Number(token.attrGet('start') ?? 1))
    case 'fence':
      return { is: 'code', text: token.content.replace(/\n$/, '') }
    case 'table_open':
      return tableOf(tokens)
    case 'hr':
      return { is: 'rule' }
    default:
      return null
  }
}

function listOf(tokens: Tokens, start: number | null): Block {
  const items: Block[][] = []
  let tight = true
  while (tokens.next() !== undefined) {
    const item: Block[] = []
    for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
      if (token.type === 'paragraph_open' && !token.hidden) tight = false
      item.push(...blocksFrom(token, tokens))
    }
    items.push(item)
  }
  return { is: 'list', start, tight, items }
}

function tableOf(tokens: Tokens): Block {
  const rows: Inline[][][] = []
  const align: Extract<Block, { is: 'table' }>['align'] = []
  // Its head and its body.
  while (tokens.next() !== undefined) {
    while (tokens.next() !== undefined) {
      const row: Inline[][] = []
      for (let cell = tokens.next(); cell !== undefined; cell = tokens.next()) {
        if (rows.length === 0) align.push(alignOf(cell))
        row.push(tokens.inline())
      }
      rows.push(row)
    }
  }
  return { is: 'table', align, rows }
}

function alignOf(cell: Token): 'left' | 'center' | 'right' | null {
  const [, align] = /text-align:(left|center|right)/.exec(String(cell.attrGet('style') ?? '')) ?? []
  return (align as 'left' | undefined) ?? null
}

const MARKS = { strong_open: 'strong', em_open: 'em', s_open: 'del' } as const

function inlinesOf(tokens: Tokens, isInLink: boolean): Inline[] {
  const inlines: Inline[] = []
  const add = (inline: Inline) => {
    const last = inlines.at(-1)
    if (inline === '') return
    if (typeof inline === 'string' && typeof last === 'string') inlines[inlines.length - 1] = last + inline
    else inlines.push(inline)
  }
  for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
    switch (token.type) {
      case 'text':
        add(token.content)
        break
      case 'code_inline':
        add({ is: 'code', text: token.content })
        break
      case 'softbreak':
      case 'hardbreak':
        add({ is: 'break' })
        break
      case 'strong_open':
      case 'em_open':
      case 's_open':
        add({ is: MARKS[token.type], of: inlinesOf(tokens, isInLink) })
        break
      case 'link_open': {
        const href = addressOf(String(token.attrGet('href') ?? ''))
        const of = inlinesOf(tokens, true)
        if (href === null || isInLink || isGuess(token, of)) of.forEach(add)
        else add({ is: 'link', href, of })
        break
      }
      case 'image': {
        // It is not shown: its server would learn who reads this, and when. Of one of ours the words stay: it is not the
        // post's any more, or stands where there is no room for a picture.
        const href = addressOf(srcOf(token))
        const alt = token.content.trim()
        if (href === null || isInLink || pictureAt(href) !== null) add(alt)
        else add({ is: 'link', href, of: [alt || href] })
        break
      }
      default:
        add(token.content)
    }
  }
  return inlines
}

/** `readme.md` and `т.е` are no addresses, though there are such domains: one that is not in full begins with `www.` */
function isGuess(token: Token, [text]: readonly Inline[]): boolean {
  if (token.markup !== 'linkify' || typeof text !== 'string') return false
  return !/^(https?:\/\/|mailto:|www\.)/i.test(text) && !text.includes('@')
}
