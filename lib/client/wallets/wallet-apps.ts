/** A wallet as an app on a phone, whose own browser has it in every page. */
interface WalletApp {
  name: string
  /** The page at `href`, in the app; where it is not installed, the way to it. */
  linkTo(href: string): string
}

/** A wallet's browser and the one that leads there share nothing: `ref` says who asks. */
const browseBy =
  (base: string) =>
  (href: string): string =>
    `${base}${encodeURIComponent(href)}?ref=${encodeURIComponent(new URL(href).origin)}`

/**
 * https://docs.phantom.com/phantom-deeplinks/other-methods/browse,
 * https://docs.solflare.com/solflare/technical/deeplinks/other-methods/browse,
 * https://docs.backpack.app/deeplinks/other-methods/browse
 */
export const WALLET_APPS: readonly WalletApp[] = [
  { name: 'Phantom', linkTo: browseBy('https://phantom.app/ul/browse/') },
  { name: 'Solflare', linkTo: browseBy('https://solflare.com/ul/v1/browse/') },
  { name: 'Backpack', linkTo: browseBy('https://backpack.app/ul/v1/browse/') },
]

/** Whether apps can be installed here that open links. An iPad says that it is a Mac, which has no touch screen. */
export function hasApps({ userAgent, maxTouchPoints } = navigator): boolean {
  return /android|iphone|ipad|ipod/i.test(userAgent) || (/macintosh/i.test(userAgent) && maxTouchPoints > 1)
}
