/** `example.com/page`, `www.пример.рф:8080`: a host with a dot, a port perhaps, and what comes behind. */
const WEB = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(?:\.[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*)+\.?(?::\d+)?(?:[/?#]|$)/u
const MAIL = /^[^\s@:/?#]+@[^\s@:/?#]+\.[^\s@:/?#]+$/

/** What people write without saying how it is reached is an address of the web, or of mail. All else stays as it is. */
export function withScheme(written: string): string {
  if (WEB.test(written)) return `https://${written}`
  return MAIL.test(written) ? `mailto:${written}` : written
}
