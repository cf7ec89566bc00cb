import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Scene } from './scene'

export interface Screen {
  /** Also of its sheet. */
  name: string
  path: string
  /** What is done there until it is seen. */
  open?: (page: Page) => Promise<void>
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
/** A dialog, and what is waited for in it. */
const opening = (name: string | RegExp, inIt: string | RegExp) => async (page: Page) => {
  await press(name)(page)
  await expect(dialog(page).getByRole('button', { name: inIt })).toBeVisible()
}
const dialog = (page: Page) => page.getByRole('dialog')

export const visitorScreens = ({ posts, seriesId }: Scene): Screen[] => [
  { name: 'landing', path: '/' },
  { name: 'explore', path: '/explore' },
  { name: 'explore-loved', path: '/explore?show=loved' },
  { name: 'explore-free', path: '/explore?show=free' },
  { name: 'explore-tag', path: '/explore?tag=harbour' },
  { name: 'search', path: '/explore?q=harbour' },
  { name: 'search-creators', path: '/explore?q=nora&kind=creators' },
  { name: 'search-nothing', path: '/explore?q=submarine' },
  {
    name: 'search-suggestions',
    path: '/explore',
    open: async (page) => {
      await page.getByRole('combobox').fill('har')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  { name: 'creators', path: '/creators' },
  { name: 'creator', path: '/creators/nora' },
  {
    name: 'creator-as-visitor',
    path: '/creators/nora?as=visitor',
    open: (page) => expect(page.getByText('This is what a visitor sees')).toBeVisible(),
  },
  { name: 'creator-series', path: '/creators/nora?tab=series' },
  { name: 'series', path: `/creators/nora/series/${seriesId}` },
  {
    name: 'post-series',
    path: `/posts/${posts.greys}`,
    open: (page) => page.getByRole('link', { name: 'A winter in the harbour' }).scrollIntoViewIfNeeded(),
  },
  { name: 'creator-pictures', path: '/creators/nora?tab=pictures' },
  { name: 'creator-about', path: '/creators/nora?tab=about' },
  { name: 'creator-memberships', path: '/creators/nora?tab=memberships' },
  { name: 'post', path: `/posts/${posts.morning}` },
  { name: 'post-locked', path: `/posts/${posts.frames}` },
  { name: 'post-long', path: `/posts/${posts.greys}` },
  {
    name: 'post-comments',
    path: `/posts/${posts.morning}`,
    open: (page) => page.getByRole('heading', { name: 'Comments' }).evaluate((it) => it.scrollIntoView()),
  },
  {
    name: 'reading-mode',
    path: `/posts/${posts.greys}`,
    open: async (page) => {
      await press('Reading mode')(page)
      await expect(dialog(page)).toBeVisible()
    },
  },
  {
    name: 'lightbox',
    path: `/posts/${posts.morning}`,
    open: async (page) => {
      await press(/image 1 of 2/)(page)
      await expect(dialog(page)).toBeVisible()
    },
  },
  { name: 'join', path: '/join/nora' },
  { name: 'library-visitor', path: '/library' },
  { name: 'notifications-visitor', path: '/notifications' },
  { name: 'studio-visitor', path: '/studio' },
  { name: 'following-visitor', path: '/?filter=following' },
  ...['help', 'terms', 'privacy', 'rules', 'imprint'].map((name) => ({ name, path: `/${name}` })),
  { name: 'sign-in', path: '/sign-in' },
  { name: 'not-found', path: '/nothing-here' },
  {
    name: 'sign-in-dialog',
    path: '/library',
    open: async (page) => {
      await press('Sign in')(page)
      await expect(dialog(page)).toBeVisible()
    },
  },
]

export const newcomerScreens = (): Screen[] => [
  { name: 'first-steps', path: '/' },
  { name: 'following-nobody', path: '/?filter=following' },
  { name: 'library-empty', path: '/library' },
  { name: 'notifications-none', path: '/notifications' },
  { name: 'become-creator', path: '/studio' },
  { name: 'join-signed-in', path: '/join/nora' },
  { name: 'account-menu', path: '/explore', open: press(/^Account of/) },
  {
    name: 'name-dialog',
    path: '/explore',
    open: async (page) => {
      await press(/^Account of/)(page)
      await press('Your name and picture')(page)
      // Its form comes when it is asked for.
      await expect(dialog(page).getByRole('textbox')).toBeVisible()
    },
  },
]

export const creatorScreens = ({ posts, seriesId }: Scene): Screen[] => [
  { name: 'own-creator', path: '/creators/nora' },
  { name: 'own-memberships', path: '/creators/nora?tab=memberships' },
  { name: 'own-post', path: `/posts/${posts.frames}`, open: press('Your post') },
  { name: 'studio', path: '/studio' },
  { name: 'numbers', path: '/studio/numbers' },
  { name: 'sales', path: '/studio/sales' },
  { name: 'refund-sale', path: '/studio/sales', open: opening(/The harbour/, /^Refund /) },
  { name: 'own-posts', path: '/studio/posts' },
  {
    name: 'choose-series',
    path: `/posts/${posts.frames}`,
    open: async (page) => {
      await press('Your post')(page)
      await press('Series…')(page)
      await expect(dialog(page).getByRole('radio').first()).toBeVisible()
    },
  },
  { name: 'own-series', path: '/studio/series' },
  { name: 'edit-series', path: `/studio/series/${seriesId}` },
  { name: 'add-to-series', path: `/studio/series/${seriesId}`, open: opening('Add posts', 'Close') },
  { name: 'new-post', path: '/studio/new' },
  { name: 'draft', path: `/studio/posts/${posts.draft}` },
  {
    name: 'preview',
    path: `/studio/posts/${posts.draft}`,
    open: async (page) => {
      await press(/^(Preview|Посмотреть)$/)(page)
      await expect(page.getByRole('article')).toBeVisible()
    },
  },
  { name: 'scheduled', path: `/studio/posts/${posts.later}` },
  { name: 'edit-post', path: `/studio/posts/${posts.frames}` },
  { name: 'tiers', path: '/studio/tiers' },
  { name: 'own-page', path: '/studio/page' },
  {
    name: 'change-address',
    path: '/studio/page',
    open: opening('Change the address', 'Change the address'),
  },
  {
    name: 'delete-account',
    path: '/studio/page',
    open: opening('Delete your account', 'Delete my account'),
  },
  { name: 'notifications', path: '/notifications' },
]

/** The last one pays: what was shown before is not the same after it. */
export const fanScreens = ({ posts, receiptId }: Scene): Screen[] => [
  { name: 'feed', path: '/' },
  { name: 'subscribed', path: '/?filter=subscribed' },
  { name: 'creator-followed', path: '/creators/nora' },
  { name: 'creator-joined', path: '/creators/nora?tab=memberships' },
  { name: 'post-bought', path: `/posts/${posts.book}` },
  { name: 'post-either', path: `/posts/${posts.either}` },
  { name: 'library', path: '/library' },
  { name: 'receipt', path: `/receipts/${receiptId}` },
  { name: 'notifications-fan', path: '/notifications' },
  { name: 'tip', path: '/creators/nora', open: opening('Tip', /^Send/) },
  // Of somebody who is no member yet: what is left of a membership is less every second.
  {
    name: 'quote-membership',
    path: '/creators/ilya?tab=memberships',
    open: opening(/^Join/, /^Pay 0/),
  },
  { name: 'quote', path: `/posts/${posts.frames}`, open: opening(/^Unlock for/, /^Pay 0/) },
  {
    name: 'pay-by-phone',
    path: `/posts/${posts.frames}`,
    open: async (page) => {
      await press(/^Unlock for/)(page)
      await press('Pay from a phone')(page)
      await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
    },
  },
  {
    name: 'purchase-done',
    path: `/posts/${posts.either}`,
    open: async (page) => {
      await press(/^Unlock for/)(page)
      await press(/^Pay 0/)(page)
      await expect(page.getByText('It’s yours')).toBeVisible()
    },
  },
]
