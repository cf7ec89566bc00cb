declare global {
  /** What the build puts in the place of `import()`: scripts/browser/bring.mjs. */
  var fonanaBring: typeof bring | undefined
}

/**
 * Imports a script of the build. It is fetched first, and what it needs with it: all at once, not one after the other as
 * each is found in the one before. And a browser that remembers what it failed to import (as they did until 2026,
 * https://github.com/whatwg/html/pull/10327) never fails here, so that trying again is of use.
 */
async function bring(name: string, ...needs: string[]): Promise<unknown> {
  const [address = ''] = await Promise.all([name, ...needs].map(fetchScript))
  return import(/* @vite-ignore */ address)
}

async function fetchScript(name: string): Promise<string> {
  const { href } = new URL(name, import.meta.url)
  const answer = await fetch(href)
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  await answer.arrayBuffer()
  return href
}

globalThis.fonanaBring = bring
