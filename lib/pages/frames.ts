import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { THEME_COOKIE, type Theme } from '@/components/shell/theme'
import { LOCALE_COOKIE, type Locale } from '@/lib/schema/locales'
import { FRAME_HEADER, SITE_MARK } from './frame-request'
import { type Hole, type Part, packAround } from './gzip-parts'
import { putStyles, type ReadBuilt } from './styles-in-page'

/** What Next makes of a page around the site, when nobody asks for it. */
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
/** Set for each answer by us, or by the sending. */
const OWN_HEADERS =
  /^(content-length|content-encoding|date|connection|keep-alive|transfer-encoding|etag|cache-control|vary|link)$/

/** What frames differ by. */
interface Looks {
  theme: Theme | null
  locale: Locale
}

/**
 * The frames of the pages, each made when it is first needed and kept for the life of the process: they depend on the
 * release alone.
 */
export class Frames {
  readonly #frames = new Map<string, Promise<Frame>>()
  readonly #pages: NextPages
  readonly #readBuilt: ReadBuilt

  constructor(pages: NextPages, readBuilt: ReadBuilt) {
    this.#pages = pages
    this.#readBuilt = readBuilt
  }

  async find(looks: Looks): Promise<Frame> {
    const key = `${looks.theme} ${looks.locale}`
    let made = this.#frames.get(key)
    if (made === undefined) {
      made = this.#make(looks)
      this.#frames.set(key, made)
    }
    return made.catch((error: unknown) => {
      this.#frames.delete(key)
      throw error
    })
  }

  async #make({ theme, locale }: Looks): Promise<Frame> {
    const incoming = new IncomingMessage(new Socket())
    incoming.method = 'GET'
    incoming.url = '/'
    incoming.headers = {
      host: 'localhost',
      accept: 'text/html',
      'content-security-policy': `script-src 'nonce-${NONCE_MARK}'`,
      [FRAME_HEADER]: '1',
      cookie: `${LOCALE_COOKIE}=${locale}${theme === null ? '' : `; ${THEME_COOKIE}=${theme}`}`,
    }
    const { status, headers, html } = await answerOf(this.#pages, incoming)
    if (status !== 200) throw new Error(`Next answers ${status} for a frame`)
    return cut(await putStyles(withoutNext(html), NONCE_MARK, this.#readBuilt), headers)
  }
}

/** The scripts that Next would run a page by, and what it tells them; not the one of ours that hears the reader early. */
const OF_NEXT = /<script(?! data-early)\b[^>]*>.*?<\/script>|<link rel="preload" as="script"[^>]*>/gs

/** The pages of the site begin by scripts of their own: components/shell/start.tsx. */
const withoutNext = (html: string) => html.replaceAll(OF_NEXT, '')

async function cut(html: string, headers: Record<string, string>): Promise<Frame> {
  const [early = '', bottom, ...more] = html.split(`${SITE_MARK}</div>`)
  const end = early.indexOf('</head>')
  if (bottom === undefined || more.length > 0 || end < 0) throw new Error('Next renders no frame')
  const pack = (text: string) => packAround(text, NONCE_MARK)
  return {
    head: await pack(early.slice(0, end)),
    top: await pack(early.slice(end)),
    bottom: await pack(bottom),
    headers,
  }
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
