import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { THEME_COOKIE, type Theme } from '@/components/shell/theme'
import type { App } from '@/lib/app'
import type { Route } from '@/lib/routes'
import { LOCALE_COOKIE, type Locale } from '@/lib/schema/locales'
import { FRAME_HEADER } from './frame-header'
import { type Hole, type Part, packAround } from './gzip-parts'
import { renderSite } from './render'
import { putStyles, type ReadBuilt } from './styles-in-page'

/** What Next makes of one kind of page when nobody asks for it and nothing is read: everything around the site itself. */
export interface Frame {
  /** From the start to where titles, descriptions and what is to be loaded early belong. */
  head: readonly (Part | Hole)[]
  /** From there to the site. */
  top: readonly (Part | Hole)[]
  /** After the site. */
  bottom: readonly (Part | Hole)[]
  /** Of Next's own, with the nonce where it stands in them. */
  headers: Readonly<Record<string, string>>
}

export type NextPages = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown

/** What stands for the nonce in a frame: as long as one, and nothing else looks like it. */
export const NONCE_MARK = 'Fonana/Frame/Nonce/Mark=='
/** What stands for the id or handle that a page's address names. */
const SUBJECT_MARK = '0f0a0a0a-f4a3-4e00-8000-0f0a0a0af4a3'
/** Set for each answer by us, or by the sending. */
const OWN_HEADERS =
  /^(content-length|content-encoding|date|connection|keep-alive|transfer-encoding|etag|cache-control|vary|link)$/

/** What the frames of one kind of page differ by. */
interface Looks {
  theme: Theme | null
  locale: Locale
  host: string
}

/**
 * The frames of all kinds of pages, each made when it is first needed and kept for the life of the process: they depend
 * on the release alone. Null where what Next renders is not what we would: then it has to make such pages by itself.
 */
export class Frames {
  readonly #frames = new Map<string, Promise<Frame | null>>()
  readonly #pages: NextPages
  readonly #app: Pick<App, 'faucet' | 'log'>
  readonly #readBuilt: ReadBuilt

  constructor(pages: NextPages, app: Pick<App, 'faucet' | 'log'>, readBuilt: ReadBuilt) {
    this.#pages = pages
    this.#app = app
    this.#readBuilt = readBuilt
  }

  /** For pages like this one. */
  async find(route: Route, looks: Looks): Promise<Frame | null> {
    const path = exampleOf(route)
    const key = `${path} ${looks.theme} ${looks.locale} ${looks.host}`
    let made = this.#frames.get(key)
    if (made === undefined) {
      if (this.#frames.size >= FRAMES_MAX) this.#frames.clear()
      made = this.#make(path, looks)
      this.#frames.set(key, made)
    }
    return made.catch((error: unknown) => {
      this.#frames.delete(key)
      throw error
    })
  }

  async #make(path: string, { theme, locale, host }: Looks): Promise<Frame | null> {
    const incoming = new IncomingMessage(new Socket())
    incoming.method = 'GET'
    incoming.url = path
    incoming.headers = {
      host,
      accept: 'text/html',
      'content-security-policy': `script-src 'nonce-${NONCE_MARK}'`,
      [FRAME_HEADER]: '1',
      cookie: `${LOCALE_COOKIE}=${locale}${theme === null ? '' : `; ${THEME_COOKIE}=${theme}`}`,
    }
    const { status, headers, html } = await answerOf(this.#pages, incoming)
    if (status !== 200) throw new Error(`Next answers ${status} for the frame of ${path}`)
    const site = renderSite({ href: path, boot: null, words: {}, playMoney: this.#app.faucet !== null })
    const frame = await cut(await putStyles(html, NONCE_MARK, this.#readBuilt), site, headers)
    if (frame === null) this.#app.log.error({ path }, 'Next renders this page in another way than we do')
    return frame
  }
}

/** Whoever asks chooses the host. */
const FRAMES_MAX = 500

/** An address of that kind of page. */
function exampleOf(route: Route): string {
  switch (route.page) {
    case 'feed':
      return '/'
    case 'creators':
    case 'library':
    case 'notifications':
    case 'sign-in':
      return `/${route.page}`
    case 'studio':
      return '/studio'
    case 'new-post':
      return '/studio/new'
    case 'tiers':
      return '/studio/tiers'
    case 'own-page':
      return '/studio/page'
    case 'creator':
      return `/creators/${SUBJECT_MARK}`
    case 'join':
      return `/join/${SUBJECT_MARK}`
    case 'post':
      return `/posts/${SUBJECT_MARK}`
    case 'receipt':
      return `/receipts/${SUBJECT_MARK}`
    case 'edit-post':
      return `/studio/posts/${SUBJECT_MARK}`
  }
}

/** The id or handle in the address: what stands in a frame as it is, so nothing that would have to be escaped. */
export function subjectOf(route: Route): string | null {
  const subject = 'handle' in route ? route.handle : 'id' in route ? route.id : ''
  return /^[\w-]*$/.test(subject) ? subject : null
}

/** Null where Next has rendered the site in another way: what is put there would not be what the browser expects. */
async function cut(
  html: string,
  { early, body }: { early: string; body: string },
  headers: Record<string, string>,
): Promise<Frame | null> {
  const start = html.indexOf(body)
  if (start < 0) return null
  let head = html.slice(0, start)
  for (const tag of early.match(/<title>.*?<\/title>|<(meta|link)[^>]*>/g) ?? []) {
    if (!head.includes(tag)) return null
    head = head.replace(tag, '')
  }
  const end = head.indexOf('</head>')
  if (end < 0) return null
  const [before, top, bottom] = await Promise.all(
    [head.slice(0, end), head.slice(end), html.slice(start + body.length)].map((text) =>
      packAround(text, { nonce: NONCE_MARK, subject: SUBJECT_MARK }),
    ),
  )
  return { head: before ?? [], top: top ?? [], bottom: bottom ?? [], headers }
}

interface Answered {
  status: number
  headers: Record<string, string>
  html: string
}

/** What Next answers, without a connection. */
function answerOf(pages: NextPages, incoming: IncomingMessage): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = new ServerResponse(incoming)
    const chunks: Buffer[] = []
    const add = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string))
    }
    const called = (args: unknown[]) => {
      const last = args.at(-1)
      if (typeof last === 'function') process.nextTick(last as () => void)
    }
    Object.assign(outgoing, {
      flushHeaders() {},
      writeHead(status: number, ...rest: unknown[]) {
        outgoing.statusCode = status
        const given = rest.at(-1)
        if (typeof given === 'object' && given !== null)
          for (const [name, value] of Object.entries(given)) outgoing.setHeader(name, value as string)
        return outgoing
      },
      write(chunk: unknown, ...args: unknown[]) {
        add(chunk)
        called(args)
        return true
      },
      end(...args: unknown[]) {
        add(args[0])
        called(args)
        outgoing.emit('finish')
        outgoing.emit('close')
        const names = outgoing.getHeaderNames().filter((name) => !OWN_HEADERS.test(name))
        resolve({
          status: outgoing.statusCode,
          headers: Object.fromEntries(names.map((name) => [name, String(outgoing.getHeader(name))])),
          html: Buffer.concat(chunks).toString(),
        })
        return outgoing
      },
    })
    Promise.resolve(pages(incoming, outgoing)).catch(reject)
  })
}
