import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Block, Blocks, plainTextOf } from '@/lib/schema/rich-text'
import { parseMarkdown } from './markdown'

const inlines = (text: string) => {
  const [block] = parseMarkdown(text)
  return block?.is === 'paragraph' ? block.of : block
}

describe('what a text says', () => {
  it('is CommonMark with tables, strikethrough and plain addresses', () => {
    const text = [
      '# Title\n\nSome *words*, **strong** and ~~gone~~, `code`.',
      '> said\n> by somebody',
      '- one\n- two\n  1. inner\n\n7. seven\n8. eight',
      '```js\nconst a = "<b>"\n\nlet b\n```',
      '| a | b |\n|:-:|--:|\n| 1 | **2** |',
      '---\n\nhttps://example.com/a_b_c and www.example.org, me@example.com',
    ].join('\n\n')
    expect(parseMarkdown(text)).toEqual([
      { is: 'heading', level: 1, of: ['Title'] },
      {
        is: 'paragraph',
        of: [
          'Some ',
          { is: 'em', of: ['words'] },
          ', ',
          { is: 'strong', of: ['strong'] },
          ' and ',
          { is: 'del', of: ['gone'] },
          ', ',
          { is: 'code', text: 'code' },
          '.',
        ],
      },
      { is: 'quote', of: [{ is: 'paragraph', of: ['said', { is: 'break' }, 'by somebody'] }] },
      {
        is: 'list',
        start: null,
        tight: true,
        items: [
          [{ is: 'paragraph', of: ['one'] }],
          [
            { is: 'paragraph', of: ['two'] },
            { is: 'list', start: 1, tight: true, items: [[{ is: 'paragraph', of: ['inner'] }]] },
          ],
        ],
      },
      {
        is: 'list',
        start: 7,
        tight: true,
        items: [[{ is: 'paragraph', of: ['seven'] }], [{ is: 'paragraph', of: ['eight'] }]],
      },
      { is: 'code', text: 'const a = "<b>"\n\nlet b' },
      {
        is: 'table',
        align: ['center', 'right'],
        rows: [
          [['a'], ['b']],
          [['1'], [{ is: 'strong', of: ['2'] }]],
        ],
      },
      { is: 'rule' },
      {
        is: 'paragraph',
        of: [
          { is: 'link', href: 'https://example.com/a_b_c', of: ['https://example.com/a_b_c'] },
          ' and ',
          {
            is: 'link',
            href: expect.stringMatching(/^https?:\/\/www\.example\.org$/),
            of: ['www.example.org'],
          },
          ', ',
          { is: 'link', href: 'mailto:me@example.com', of: ['me@example.com'] },
        ],
      },
    ])
  })

  it('keeps the lines of a text that was never Markdown', () => {
    expect(
      parseMarkdown('Roses are red\nviolets are blue\n\n\n    Set in, as prose begins\n\n2 < 3 & <b>so</b>'),
    ).toEqual([
      { is: 'paragraph', of: ['Roses are red', { is: 'break' }, 'violets are blue'] },
      { is: 'paragraph', of: ['Set in, as prose begins'] },
      { is: 'paragraph', of: ['2 < 3 & <b>so</b>'] },
    ])
    expect(inlines('см. readme.md, т.е. т.ч. и файл.рф')).toEqual(['см. readme.md, т.е. т.ч. и файл.рф'])
  })
})

describe('a link', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#115;cript:alert(1)',
    'data:text/html,<b>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.com/',
    '//evil.example',
    'https:evil.example',
    'javascript.example:alert(1)',
    'me:secret@evil.example',
    '../up.html',
    'words',
  ])('is none to %s', (address) => {
    for (const text of [
      `[here](${address})`,
      `![here](${address})`,
      `<${address}>`,
      `[a]\n\n[a]: ${address}`,
    ])
      expect(hrefsIn(text)).toEqual([])
  })

  it.each(['/\\\\evil.example', '</\t/evil.example>', '</&#9;/evil.example>', '/&#92;evil.example'])(
    'stays on the site by what only looks like a path: %s',
    (address) => {
      for (const href of hrefsIn(`[here](${address})`))
        expect(new URL(href, 'https://own.example').origin).toBe('https://own.example')
    },
  )

  it('leads into the web, to mail and within the site', () => {
    expect(inlines('[a](https://example.com/?q=1 "title") [b](/posts/x) <mailto:a@b.cc>')).toEqual([
      { is: 'link', href: 'https://example.com/?q=1', of: ['a'] },
      ' ',
      { is: 'link', href: '/posts/x', of: ['b'] },
      ' ',
      { is: 'link', href: 'mailto:a@b.cc', of: ['mailto:a@b.cc'] },
    ])
  })

  it.each([
    ['example.com/page?q=1#here', 'https://example.com/page?q=1#here'],
    ['www.example.com', 'https://www.example.com'],
    ['example.com:8080', 'https://example.com:8080'],
    ['пример.рф/я', 'https://xn--e1afmkfd.xn--p1ai/%D1%8F'],
    ['me@example.com', 'mailto:me@example.com'],
  ])('leads into the web where nobody has said how: %s', (address, href) => {
    expect(inlines(`see [read *more*](${address}) now`)).toEqual([
      'see ',
      { is: 'link', href, of: ['read ', { is: 'em', of: ['more'] }] },
      ' now',
    ])
  })

  it('stands for a picture, which would tell its server who reads', () => {
    expect(inlines('![A cat](https://example.com/cat.png) ![](https://example.com/x.png)')).toEqual([
      { is: 'link', href: 'https://example.com/cat.png', of: ['A cat'] },
      ' ',
      { is: 'link', href: 'https://example.com/x.png', of: ['https://example.com/x.png'] },
    ])
    // No link within a link.
    expect(inlines('[![A cat](https://a.example/c.png)](https://b.example/)')).toEqual([
      { is: 'link', href: 'https://b.example/', of: ['A cat'] },
    ])
  })
})

describe('a picture of the post', () => {
  const [A, B] = ['0193c0de-0000-7000-8000-00000000000a', '0193c0de-0000-7000-8000-00000000000b']
  const [a, b] = [`![](/api/media/${A})`, `![Words](/api/media/${B} "title")`]
  const picture = (id: string): Block => ({ is: 'picture', id })
  const paragraph = (text: string): Block => ({ is: 'paragraph', of: [text] })

  it('is a block of its own, wherever it stands in a paragraph', () => {
    expect(parseMarkdown(`One\n\n${a}\n\nTwo ${b} three\n${a}`, [A, B])).toEqual([
      paragraph('One'),
      picture(A),
      paragraph('Two'),
      picture(B),
      paragraph('three'),
      picture(A),
    ])
  })

  it('stands in quotes and lists too', () => {
    const blocks = parseMarkdown(`> said\n> ${a}\n\n1. step\n   ${b}\n2. next`, [A, B])
    expect(blocks).toEqual([
      { is: 'quote', of: [paragraph('said'), picture(A)] },
      {
        is: 'list',
        start: 1,
        tight: true,
        items: [[paragraph('step'), picture(B)], [paragraph('next')]],
      },
    ])
    expect(Blocks.parse(blocks)).toEqual(blocks)
  })

  it('is its words where it is not among them, and where there is no room for one', () => {
    expect(parseMarkdown(`${a} and ${b}`, [])).toEqual([paragraph(' and Words')])
    expect(parseMarkdown(`${a} and ${b}`, [A])).toEqual([picture(A), paragraph('and Words')])
    expect(parseMarkdown(`# ${b}`, [B])).toEqual([{ is: 'heading', level: 1, of: ['Words'] }])
    expect(parseMarkdown(`**${b}** [${b}](https://x.cc)`, [B])).toEqual([
      {
        is: 'paragraph',
        of: [{ is: 'strong', of: ['Words'] }, ' ', { is: 'link', href: 'https://x.cc', of: ['Words'] }],
      },
    ])
    // Whatever was read before of the same text.
    expect(parseMarkdown(a, [A])).toEqual([picture(A)])
    expect(parseMarkdown(a)).toEqual([{ is: 'paragraph', of: [] }])
  })

  it('is a link where its address leads past the picture itself', () => {
    for (const address of [`/api/media/${A}/preview`, `https://fonana.example/api/media/${A}`])
      expect(inlines(`![Words](${address})`)).toEqual([{ is: 'link', href: address, of: ['Words'] }])
  })
})

function hrefsIn(text: string): string[] {
  return [...JSON.stringify(parseMarkdown(text)).matchAll(/"href":"([^"]*)"/g)].map(([, href = '']) => href)
}

it('gives nothing but what there is, and loses no letter, whatever is written', () => {
  const piece = fc.constantFrom(
    ...'*_~`>#-+|!()[]<&\\'.split(''),
    ...[
      '\n',
      '\n\n',
      '  ',
      '\t',
      '1. ',
      'word',
      'слово',
      '](x)',
      '](https://e.cc)',
      '<b>',
      '```',
      '|--|',
      '&lt;',
      'www.e.cc',
    ],
  )
  void fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      const blocks = parseMarkdown(text)
      expect(Blocks.parse(blocks)).toEqual(blocks)
      const words = (all: string) => all.match(/word|слово/g)?.length ?? 0
      // The words after the fence are the name of a language; those in a link's address are none.
      if (!text.includes('```') && !/\[[^\]]*\]:/.test(text))
        expect(words(plainTextOf(blocks))).toBe(words(text))
    }),
  )
})

it('takes no time for what is made to take it', () => {
  for (const text of [
    '*'.repeat(50_000),
    '['.repeat(50_000),
    '>'.repeat(50_000),
    '`a'.repeat(25_000),
    '- '.repeat(25_000),
  ])
    expect(Blocks.safeParse(parseMarkdown(text)).success).toBe(true)
})
