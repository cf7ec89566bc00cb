import type { IncomingMessage, ServerResponse } from 'node:http'
import { readTheme, THEME_COOKIE, type Theme } from '@/components/shell/theme'
import type { App } from '@/lib/app'
import { viewerOf } from '@/lib/domain/context'
import { isAppError } from '@/lib/errors'
import { localeOf } from '@/lib/http/locale'
import { leadTo, movedPath } from '@/lib/http/moved'
import { send as sendAnswer } from '@/lib/http/serving/answer'
import { takesGzip } from '@/lib/http/serving/compress'
import { type PageName, type Route, routeOf } from '@/lib/routes'
import { BOOT_ID, type Boot } from '@/lib/schema/boot'
import { encodeJson } from '@/lib/schema/json'
import type { Locale } from '@/lib/schema/locales'
import type { Me } from '@/lib/schema/session'
import { readCookie } from '@/lib/schema/session-cookie'
import { isAsVisitor } from '@/lib/schema/visitor-view'
import { compiledDictionary } from '@/lib/words/dictionaries'
import { type Frame, Frames, type NextPages, NONCE_MARK } from './frames'
import { type Hole, joinPacked, joinPlain, type Part, packAround, packPart, storePart } from './gzip-parts'
import { KeptPages } from './kept-pages'
import type { MadePage } from './made-page'
import { readNetwork } from './network'
import { readReader } from './read-reader'
import { readSeeds } from './read-seeds'
import { renderSite } from './render'
import { shareTags } from './share-tags'
import { type SiteScripts, scriptTags } from './site-scripts'
import type { ReadBuilt } from './styles-in-page'

/** What the build has made for the browser. */
export interface BuiltSite {
  read: ReadBuilt
  scripts: SiteScripts
}

/** Headers by which Next renders something else than a page. */
const OTHER_RENDERING = /^(rsc|next-|x-(?!forwarded-|real-ip$|request-id$|fonana-))/

const FOR_ONE = 'private, no-cache, no-store, max-age=0, must-revalidate'
/** A browser may keep it for the way back, and asks before it shows it otherwise. */
const FOR_ALL = 'private, no-cache'

/**
 * Answers the pages of the site: around them the frame that Next has made once, in it the site as this reader sees it.
 * What visitors get is kept as long as it shows what there is.
 */
export class PageAnswers {
  readonly #app: App
  readonly #frames: Frames
  readonly #kept: KeptPages
  readonly #scripts: SiteScripts
  readonly #tags = new Map<string, Promise<readonly (Part | Hole)[]>>()

  constructor(app: App, pages: NextPages, built: BuiltSite) {
    this.#app = app
    this.#frames = new Frames(pages, built.read)
    this.#scripts = built.scripts
    this.#kept = new KeptPages(() => app.db.version())
  }

  /** False where Next has to answer: for what is no page of the site, is not there, or could not be read just now. */
  async answer(incoming: IncomingMessage, outgoing: ServerResponse, nonce: string): Promise<boolean> {
    const asked = askedFor(incoming)
    if (asked === null) return false
    try {
      const me = asked.asVisitor ? null : await readReader(this.#app, incoming.headers.cookie)
      const page = await (me === null
        ? this.#pageForAll(asked)
        : this.#make(asked, await this.#boot(asked, me)))
      send(incoming, outgoing, page, nonce, me === null ? FOR_ALL : FOR_ONE)
      return true
    } catch (error) {
      const moved = movedPath(error, asked.href)
      if (moved !== null) {
        await sendAnswer(outgoing, leadTo(moved))
        return true
      }
      // By Next's way the same comes of it, and the page that says so. Everything else is a fault of ours, which Next may
      // make good for, and nobody would see.
      if (!isAppError(error)) this.#app.log.error({ err: error, page: asked.route.page }, 'page')
      return false
    }
  }

  /** All that is kept, for who looks through it. */
  texts(): Iterable<string> {
    return this.#kept.texts()
  }

  async #pageForAll(asked: Asked): Promise<MadePage> {
    const key = `${asked.theme} ${asked.locale} ${asked.href}`
    return this.#kept.find(
      key,
      async () => {
        const boot = await this.#boot(asked, null)
        return { boot, shows: encodeJson([boot.network, boot.seeds]) }
      },
      ({ boot }) => this.#make(asked, boot),
    )
  }

  async #make(asked: Asked, boot: Boot): Promise<MadePage> {
    const { locale } = boot
    const frame = await this.#frames.find({ theme: asked.theme, locale })
    const { early, body } = renderSite({ href: asked.href, boot, words: compiledDictionary(locale) })
    const tags = shareTags(asked.route, boot, early, this.#app.config.publicUrl)
    const scripts = await this.#tagsOf(asked.route.page, locale)
    return { parts: await put(frame, { early: early + tags, scripts, body, boot }), headers: frame.headers }
  }

  async #boot({ route, locale: asked, asVisitor }: Asked, me: Me | null): Promise<Boot> {
    const locale = me?.locale ?? asked
    const [network, seeds] = await Promise.all([
      readNetwork(this.#app.ledger),
      readSeeds(this.#app, me && viewerOf(me.id), route, locale),
    ])
    return {
      me,
      asVisitor,
      locale,
      at: this.#app.now().getTime(),
      origin: this.#app.config.publicUrl.origin,
      network,
      seeds,
      playMoney: this.#app.faucet !== null,
      serviceWorker: this.#app.site.worker.isOn,
    }
  }

  /** The same in all pages of a kind and a language. */
  #tagsOf(page: PageName, locale: Locale): Promise<readonly (Part | Hole)[]> {
    const key = `${page} ${locale}`
    let packed = this.#tags.get(key)
    if (packed === undefined) {
      packed = packAround(scriptTags(this.#scripts, { page, locale }, NONCE_MARK), NONCE_MARK)
      this.#tags.set(key, packed)
    }
    return packed
  }
}

interface Asked {
  route: Route
  href: string
  /** Whoever asks. */
  asVisitor: boolean
  theme: Theme | null
  /** Of who is not signed in. */
  locale: Locale
}

function askedFor({ method, url: target = '/', headers }: IncomingMessage): Asked | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  if (Object.keys(headers).some((name) => OTHER_RENDERING.test(name))) return null
  const href = target.startsWith('/') && !target.startsWith('//') ? target : '/no-page'
  const url = new URL(href, 'http://localhost')
  const route = routeOf(url)
  if (route === null) return null
  const theme = readTheme(readCookie(headers.cookie ?? '', THEME_COOKIE) ?? undefined)
  const locale = localeOf({
    headers: new Headers({
      cookie: headers.cookie ?? '',
      'accept-language': headers['accept-language'] ?? '',
    }),
  })
  return { route, href, asVisitor: isAsVisitor(url.searchParams), theme, locale }
}

interface Made {
  early: string
  scripts: readonly (Part | Hole)[]
  body: string
  boot: Boot
}

async function put(frame: Frame, { early, scripts, body, boot }: Made): Promise<(Part | Hole)[]> {
  const json = encodeJson(boot).replaceAll('<', '\\u003c')
  const [first, site, data] = await Promise.all([
    packPart(early),
    packPart(`${body}</div><script type="application/json" id="${BOOT_ID}" nonce="`),
    packPart(`">${json}</script>`),
  ])
  return [...frame.head, first, ...scripts, ...frame.top, site, 'nonce', data, ...frame.bottom]
}

function send(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { parts, headers }: MadePage,
  nonce: string,
  cacheControl: string,
): void {
  for (const [name, value] of Object.entries(headers))
    outgoing.setHeader(name, value.replaceAll(NONCE_MARK, nonce))
  outgoing.setHeader('Cache-Control', cacheControl)
  outgoing.setHeader('Vary', 'Cookie, Accept-Language, Accept-Encoding')
  const filling = storePart(nonce)
  const all = parts.map((part) => (typeof part === 'string' ? filling : part))
  const isPacked = takesGzip(incoming)
  const body = isPacked ? joinPacked(all) : joinPlain(all)
  if (isPacked) outgoing.setHeader('Content-Encoding', 'gzip')
  outgoing.setHeader('Content-Length', body.length)
  outgoing.end(body)
}
