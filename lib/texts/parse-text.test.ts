import { expect, it } from 'vitest'
import { parseText } from './parse-text'

it('reads title, headings, paragraphs and lists, however close together they stand', () => {
  const source = '# Title\r\n\r\nOne\ntwo\n## Heading\n- a\n  goes on\n- b\n1. first\n2. second\n\nEnd'
  expect(parseText(source)).toEqual({
    title: 'Title',
    blocks: [
      { kind: 'paragraph', line: [{ text: 'One two' }] },
      { kind: 'heading', line: [{ text: 'Heading' }] },
      { kind: 'list', ordered: false, items: [[{ text: 'a goes on' }], [{ text: 'b' }]] },
      { kind: 'list', ordered: true, items: [[{ text: 'first' }], [{ text: 'second' }]] },
      { kind: 'paragraph', line: [{ text: 'End' }] },
    ],
  })
})

it('makes links of what leads somewhere safe, and leaves all other markup the text that it is', () => {
  const line = (source: string) =>
    parseText(source).blocks.flatMap((block) => ('line' in block ? block.line : []))
  expect(
    line('**Now** read [this](/help), [that](https://a.example/b) or [write](mailto:a@b.example).'),
  ).toEqual([
    { text: 'Now', strong: true },
    { text: ' read ' },
    { text: 'this', href: '/help' },
    { text: ', ' },
    { text: 'that', href: 'https://a.example/b' },
    { text: ' or ' },
    { text: 'write', href: 'mailto:a@b.example' },
    { text: '.' },
  ])
  for (const source of [
    '[run](javascript:alert(1))',
    '[run](JaVaScRiPt:alert)',
    '[away](//evil.example)',
    '[away](/\\evil.example)',
    '<script>alert(1)</script>',
  ])
    expect(line(source)).toEqual([{ text: source }])
})
