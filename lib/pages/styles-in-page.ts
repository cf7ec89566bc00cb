const LINK = /<link rel="stylesheet" href="(\/_next\/static\/[^"?]+\.css)(?:\?[^"]*)?"[^>]*>/g
const ADDRESS = /url\((['"]?)([^'")]+)\1\)/g

/** The text of a built file, by its address; null where there is none. */
export type ReadBuilt = (address: string) => Promise<string | null>

/**
 * Puts the styles of a page into it, in the place of the links to them: on a slow line the first thing to read comes a
 * whole round trip earlier.
 */
export async function putStyles(html: string, nonce: string, read: ReadBuilt): Promise<string> {
  let result = ''
  let done = 0
  for (const match of html.matchAll(LINK)) {
    const [link, address = ''] = match
    const styles = await read(address)
    // What would end the element has to come by itself.
    if (styles === null || styles.includes('</')) continue
    const text = styles.replaceAll(ADDRESS, (_, quote, to) => `url(${quote}${pathOf(to, address)}${quote})`)
    result += `${html.slice(done, match.index)}<style nonce="${nonce}">${text}</style>`
    done = match.index + link.length
  }
  return result + html.slice(done)
}

/** Seen from the page, what a file names by its own place. */
function pathOf(named: string, from: string): string {
  if (/^[a-z]+:/.test(named)) return named
  const { pathname, search } = new URL(named, new URL(from, 'http://localhost'))
  return pathname + search
}
