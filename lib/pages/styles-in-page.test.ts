import { expect, it } from 'vitest'
import { putStyles } from './styles-in-page'

const FILES: Record<string, string> = {
  '/_next/static/chunks/a.css': '@font-face{src:url(../media/i.woff2)}.a{background:url("data:,x")}',
  '/_next/static/chunks/bad.css': '.b::after{content:"</style>"}',
}
const read = async (address: string) => FILES[address] ?? null

it('puts the styles where their link is, their addresses as seen from the page', async () => {
  const html =
    '<head><link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/><title>T</title></head>'
  expect(await putStyles(html, 'N', read)).toBe(
    '<head><style nonce="N">@font-face{src:url(/_next/static/media/i.woff2)}.a{background:url("data:,x")}</style><title>T</title></head>',
  )
})

it('leaves alone what is not there, and what would end the element', async () => {
  const html =
    '<link rel="stylesheet" href="/_next/static/chunks/none.css"/><link rel="stylesheet" href="/_next/static/chunks/bad.css"/>'
  expect(await putStyles(html, 'N', read)).toBe(html)
})
