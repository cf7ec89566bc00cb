import { domainToASCII } from 'node:url'
import { expect, it } from 'vitest'
import { readableAddress } from './readable-address'

const shown = (host: string) => readableAddress(new URL(`https://${host}/`).href)

it.each(['пример.рф', 'www.пример.рф', 'bücher.example', 'été-2026.fr', 'ёлка.com', 'пример.рф:8080'])(
  'shows a name in one script as it is written: %s',
  (host) => {
    expect(domainToASCII(host)).not.toBe(host)
    expect(shown(host)).toBe(`https://${host}/`)
  },
)

it.each([
  // Two scripts in a name; letters of one that look like another's; scripts that are neither.
  'pаypal.com',
  'аррӏе.com',
  'παράδειγμα.gr',
  '例え.jp',
])('leaves what may look like another name to the network: %s', (host) => {
  expect(shown(host)).toBe(`https://${domainToASCII(host)}/`)
})

it('is the same where there is nothing to be read', () => {
  for (const href of ['https://example.com/a?b#c', 'https://xn--0.com/', 'https://xn--a.example/'])
    if (URL.canParse(href)) expect(readableAddress(href)).toBe(href)
})
