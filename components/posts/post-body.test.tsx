import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { OriginProvider } from '@/lib/client/own-path'
import { parseMarkdown } from '@/lib/domain/posts/markdown'
import { htmlOf } from '@/lib/http/reach/rich-text'
import { PostBody, textOf } from './post-body'

const TEXT = `## Words

**Strong** <script>alert(1)</script> and [out](https://example.com/?a=1&b=2), [in](/creators).

- a
- b

3. c

> said

\`\`\`
<b>
\`\`\`

| h |
|--:|
| 1 |
`

it('is shown without anything that was not said', () => {
  const html = renderToStaticMarkup(<PostBody blocks={parseMarkdown(TEXT)} level={1} />)
  expect(html).toBe(
    '<div class="prose"><h2>Words</h2>' +
      '<p><strong>Strong</strong> &lt;script&gt;alert(1)&lt;/script&gt; and ' +
      '<a href="https://example.com/?a=1&amp;b=2" rel="nofollow noopener noreferrer ugc" target="_blank">out</a>, ' +
      '<a rel="nofollow ugc" href="/creators">in</a>.</p>' +
      '<ul dir="auto" data-tight="true"><li><p>a</p></li><li><p>b</p></li></ul><ol start="3" dir="auto" data-tight="true"><li><p>c</p></li></ol>' +
      '<blockquote dir="auto"><p>said</p></blockquote><pre tabindex="0"><code>&lt;b&gt;</code></pre>' +
      '<div class="prose-table" tabindex="0"><table><thead><tr><th style="text-align:right">h</th></tr></thead>' +
      '<tbody><tr><td style="text-align:right">1</td></tr></tbody></table></div></div>',
  )
})

it('is the same for readers of feeds, with addresses that are whole', () => {
  expect(htmlOf(parseMarkdown(TEXT), 'https://fonana.example')).toBe(
    '<h3>Words</h3><p><strong>Strong</strong> &lt;script&gt;alert(1)&lt;/script&gt; and ' +
      '<a href="https://example.com/?a=1&amp;b=2" rel="nofollow ugc">out</a>, ' +
      '<a href="https://fonana.example/creators" rel="nofollow ugc">in</a>.</p>' +
      '<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol><blockquote><p>said</p></blockquote>' +
      '<pre><code>&lt;b&gt;</code></pre>' +
      '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
  )
})

it('is the typed text where an older release has answered', () => {
  const blocks = textOf({ body: 'one\n\ntwo', media: [] })
  expect(renderToStaticMarkup(<PostBody blocks={blocks} level={1} />)).toBe(
    '<div class="prose"><p>one</p><p>two</p></div>',
  )
})

it('leads to the site itself within the page, however that is written', () => {
  const blocks = parseMarkdown(
    'https://fonana.example/posts/1#comments and https://fonana.example.evil.example/',
  )
  const html = renderToStaticMarkup(
    <OriginProvider value="https://fonana.example">
      <PostBody blocks={blocks} level={1} />
    </OriginProvider>,
  )
  expect(html).toContain('<a rel="nofollow ugc" href="/posts/1#comments">')
  expect(html).toMatch(/<a href="https:\/\/fonana\.example\.evil\.example\/" [^>]*target="_blank"/)
})
