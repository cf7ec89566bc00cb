/** The policy of the site lets styles in that carry the nonce of the page: its scripts know it. */
export function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
}
