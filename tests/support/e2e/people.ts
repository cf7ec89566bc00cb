import { randomBytes } from 'node:crypto'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { DEFAULT_LOCALE, type Locale } from '@/lib/schema/locales'
import { type ApiUser, fund, signInByScript } from './api'
import { installWallet, TEST_WALLET_NAME, type WalletHolder } from './wallet'

export const siteUrl = () => process.env.FONANA_URL ?? 'http://localhost:3000'

const SESSION_COOKIE = 'fonana_session'

const BROWSER_LOCALES: Record<Locale, string> = { en: 'en-US', ru: 'ru-RU' }

/** Somebody at a browser of their own, with the test wallet in it. */
export interface Person {
  context: BrowserContext
  page: Page
  holder: WalletHolder
  site: string
  /** The same wallet by script: acts without the browser, or sees what the server thinks. */
  api(): Promise<ApiUser>
}

interface PersonOptions {
  /** Another device of the same person. */
  sameAs?: Person
  phone?: boolean
  /** What they read: so says their browser, and their account once there is one. */
  locale?: Locale
  withSignIn?: boolean
  /** False for who is kept from files of the build: the service worker would bring them past whoever keeps them. */
  withWorker?: boolean
  /** Another server than that of all stories. */
  site?: string
}

export async function newPerson(browser: Browser, options: PersonOptions = {}): Promise<Person> {
  const { sameAs, phone = false, locale = DEFAULT_LOCALE, withSignIn, site = siteUrl() } = options
  const serviceWorkers = options.withWorker === false ? 'block' : 'allow'
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    baseURL: site,
    locale: BROWSER_LOCALES[locale],
    // Nothing glides: a page is at rest as soon as it is right.
    reducedMotion: 'reduce',
    serviceWorkers,
    ...(phone && { hasTouch: true, isMobile: true }),
  })
  const holder = await installWallet(context, {
    ...(sameAs && { keypair: sameAs.holder.keypair }),
    ...(withSignIn !== undefined && { withSignIn }),
  })
  const page = await context.newPage()
  failOnPageErrors(page)
  return { context, page, holder, site, api: () => signInByScript(site, holder.keypair, locale) }
}

/** A mistake in the page fails the story that met it. */
function failOnPageErrors(page: Page): void {
  page.on('pageerror', (error) => {
    throw error
  })
}

/** Signs in through the dialog, as a user does, and waits until the page is live. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expectLive(page)
}

/** Opens an address as who has signed in before: signing in is not the story. Answers when the page is live. */
export async function visitSignedIn(person: Person, path: string): Promise<void> {
  const { context, page, site } = person
  if ((await context.cookies(site)).every(({ name }) => !name.endsWith(SESSION_COOKIE))) {
    const { token } = await person.api()
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url: site, httpOnly: true }])
  }
  await page.goto(path)
  await expectLive(page)
}

export async function expectLive(page: Page): Promise<void> {
  await expect(page.locator('[data-live="live"]').first()).toBeAttached()
}

/** The page hears by itself, also where nobody is signed in. */
export async function untilAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => document.readyState !== 'loading' && window.fonanaHeard === undefined)
}

export async function fillWallet(person: Person, lamports?: number): Promise<void> {
  await fund(siteUrl(), person.holder.keypair.address, lamports)
}

export interface CreatorFixture {
  user: ApiUser
  handle: string
  name: string
}

const TIERS = [
  { tier: 'basic', priceLamports: 20_000_000, name: 'Bench', benefits: ['A seat'] },
  { tier: 'premium', priceLamports: 60_000_000, name: 'Box', benefits: ['A better seat'] },
  { tier: 'vip', priceLamports: 200_000_000, name: 'Stage', benefits: ['The best seat'] },
]

/** A creator with three tiers, made by script. */
export async function newCreator(user?: ApiUser): Promise<CreatorFixture> {
  const creator = user ?? (await signInByScript(siteUrl()))
  const handle = `c${randomBytes(6).toString('hex')}`
  const name = `Creator ${handle.slice(1, 5)}`
  await creator.call('POST', '/api/me/creator', {
    handle,
    displayName: name,
    bio: 'Makes things for stories.',
  })
  await creator.call('PUT', '/api/me/tiers', TIERS)
  return { user: creator, handle, name }
}

interface PostFacts {
  title?: string
  teaser?: string
  body?: string
  minTier?: string
  priceLamports?: number
  mediaIds?: string[]
}

export async function newPost(
  { user }: CreatorFixture,
  facts: PostFacts = {},
): Promise<{ id: string; body: string }> {
  const body = facts.body ?? `The secret is ${randomBytes(6).toString('hex')}.`
  const { id } = await user.call<{ id: string }>('POST', '/api/posts', {
    title: 'A locked room',
    teaser: 'What is behind the door?',
    ...facts,
    body,
  })
  return { id, body }
}
