/**
 * Words that nobody may be called by: each would be taken for the product, for who runs it, or for one of its
 * addresses. Handles are told apart by how they look, so these are kept and compared by their look too.
 */

/** What a handle may not be as a whole. Every first part of our own addresses is among them, those to come too. */
const WORDS = `
  _next api apple creators favicon feeds healthz icon icons join library manifest metrics notifications offline posts readyz
  receipts robots sitemap sitemaps static studio ws www

  account adult auth blocks card comments conversations dev earnings explore export feed home index like me media
  members messages nonce pay post profile public purchase purchases push quotes rates refund refunds reports search series sessions texts
  settings subscriptions tags tiers trending uploads users views wallet
  delete edit login logout new register signin signout signup verified verify

  about abuse billing blog careers community compliance contact cookies copyright dmca docs donate email faq guidelines
  help helpdesk hostmaster imprint info investors jobs legal license mail mod mods news noreply owner payment payments
  payout payouts postmaster press pricing privacy root rules safety sales security service shop solana status store
  superuser system team terms tos trust webmaster words

  anonymous deleted everybody everyone false nobody null true undefined unknown`
  .trim()
  .split(/\s+/)

/** What no part of a handle may be, however many underscores and numbers stand around it. */
const ROLES = ['official', 'moderator', 'moderators', 'moderation', 'staff', 'support']

/** Letters that are hard to tell apart in small Latin letters, and what digits are read as. */
const LOOKS_LIKE: Record<string, string> = {
  0: 'o',
  1: 'l',
  2: 'z',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
  i: 'l',
  j: 'l',
}

/**
 * How a handle looks: letters that are hard to tell apart are one, digits are the letters they stand for, underscores
 * are nothing. What https://www.unicode.org/reports/tr39/#Confusable_Detection has for small Latin letters and digits;
 * no other letter can be in a handle.
 */
function look(text: string): string {
  return text
    .replaceAll('_', '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[0-9ij]/g, (sign) => LOOKS_LIKE[sign] ?? sign)
}

const reservedWords: ReadonlySet<string> = new Set(WORDS.map(look))
const reservedParts: ReadonlySet<string> = new Set(ROLES.map(look))
/** Also as the beginning of a part: administrator, admins. */
const ROLE = look('admin')
/** Anywhere. */
const PRODUCT = look('fonana')

/** The fifth creator is called so, and is not all of them. */
const NUMBERED = /^(creator|member|user)_?[0-9]+$/

/** Takes a handle as it is stored. */
export function isReservedHandle(handle: string): boolean {
  if (NUMBERED.test(handle)) return false
  const whole = look(handle)
  if (reservedWords.has(whole)) return true
  // Doubled letters are easily overlooked.
  if (whole.replace(/(.)\1+/g, '$1').includes(PRODUCT)) return true
  return [handle, ...handle.split('_')].some(
    (part) => isRole(look(part)) || isRole(look(part.replace(/[0-9_]+$/, ''))),
  )
}

function isRole(text: string): boolean {
  return reservedParts.has(text) || text.startsWith(ROLE)
}
