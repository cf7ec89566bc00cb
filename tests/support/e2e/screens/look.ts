import type { Page } from '@playwright/test'
import type { Locale } from '@/lib/schema/locales'
import { untilPainted } from '@/tests/support/e2e/painted'
import type { Traffic } from './traffic'

export const WIDTHS = {
  desk: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const

/** What one person may have otherwise than another. */
export interface Look {
  locale: Locale
  theme: 'light' | 'dark'
  width: keyof typeof WIDTHS
}

/** As a page opens. */
export const FIRST: Look = { locale: 'en', theme: 'light', width: 'desk' }

/** Each differs in one thing from the one before. */
export const LOOKS: readonly Look[] = [
  FIRST,
  { locale: 'en', theme: 'dark', width: 'desk' },
  { locale: 'en', theme: 'dark', width: 'phone' },
  { locale: 'en', theme: 'light', width: 'phone' },
  { locale: 'ru', theme: 'light', width: 'phone' },
  { locale: 'ru', theme: 'dark', width: 'phone' },
  { locale: 'ru', theme: 'dark', width: 'desk' },
  { locale: 'ru', theme: 'light', width: 'desk' },
]

export const nameOf = ({ locale, theme, width }: Look) => `${locale}, ${theme}, ${width}`

/** Changes a page that is open, without a load: what is open in it stays open. */
export async function takeLook(page: Page, traffic: Traffic, look: Look): Promise<void> {
  const size = WIDTHS[look.width]
  if (page.viewportSize()?.width !== size.width) await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme: look.theme })
  await speak(page, look.locale)
  await untilAtRest(page, traffic)
}

/** By the site's own switch, also where a dialog is before it. */
async function speak(page: Page, locale: Locale): Promise<void> {
  const isAsked = await page.evaluate((locale) => {
    if (document.documentElement.lang === locale) return false
    document.querySelector<HTMLElement>(`button[lang="${locale}"]`)?.click()
    return true
  }, locale)
  if (isAsked) await page.waitForFunction((locale) => document.documentElement.lang === locale, locale)
}

/** Nothing is loaded any more, nothing moves, and every picture that can be seen is there. */
export async function untilAtRest(page: Page, traffic: Traffic): Promise<void> {
  do {
    await traffic.over()
    await page.evaluate(untilPainted)
    await page.evaluate(untilDecoded)
  } while (traffic.isUnderWay())
}

async function untilDecoded(): Promise<void> {
  await document.fonts.ready
  // What is not under way and not there either is out of sight, and waits until it is.
  const there = [...document.images].filter(({ complete }) => complete)
  // One that cannot be had is seen as such.
  await Promise.allSettled(there.map((image) => image.decode()))
}
