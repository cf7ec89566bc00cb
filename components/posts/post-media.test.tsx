import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TranslatorProvider } from '@/lib/client/use-translator'
import type { MediaPreview, PostContent } from '@/lib/schema/posts'
import { translatorIn } from '@/lib/words/dictionaries'
import { PictureInText } from './picture-in-text'
import { PostBody } from './post-body'
import { PostMedia } from './post-media'
import { PostPictures, picturesIn } from './post-pictures'

const image = {
  id: 'x',
  kind: 'image',
  width: 1350,
  height: 844,
  preview: '/api/media/x/preview',
  placeholder: 'AAAA',
} as const
const open = { media: [image], originals: [{ id: 'x', url: '/api/media/x' }], title: 'A post' }
const locked = { media: [image], title: 'A post' }
const old = { ...open, media: [{ ...image, placeholder: null }] }

interface MediaProps {
  media: readonly MediaPreview[]
  originals?: PostContent['media']
  title: string
  unveils?: boolean
  all?: boolean
  eager?: boolean
}

/** As a card has them. */
function Media({ originals, unveils = false, ...shown }: MediaProps) {
  const { media, title } = shown
  return (
    <PostPictures media={media} originals={originals} unveils={unveils} title={title}>
      <PostMedia {...shown} />
    </PostPictures>
  )
}

function render(media: ReactNode): string {
  return renderToStaticMarkup(<TranslatorProvider value={translatorIn('en')}>{media}</TranslatorProvider>)
}
const imagesOf = (html: string) => html.match(/<img [^>]*>/g) ?? []

it('shows an image that was open from the start over its colours, without a movement or a preview', () => {
  const html = render(<Media {...open} eager />)
  const [only, ...others] = imagesOf(html)
  expect(others).toEqual([])
  expect(only).toMatch(/width="1350" height="844" loading="eager" fetchPriority="high"/)
  expect(only).toContain('/api/media/x?w=960 960w, /api/media/x 1350w"')
  expect(html).not.toContain('animate-')
  expect(html).toContain('data:image/webp;base64,AAAA')
})

it('lifts the blur off one that was seen locked', () => {
  const [preview, image] = imagesOf(render(<Media {...open} unveils />))
  expect(preview).toContain('src="/api/media/x/preview"')
  expect(preview).not.toContain('animate-')
  expect(image).toContain('animate-unveil')
})

it('names the preview alone while it is locked', () => {
  const html = render(<Media {...locked} />)
  expect(imagesOf(html)).toHaveLength(1)
  expect(html).not.toMatch(/\/api\/media\/x(?!\/preview)/)
})

it('shows the preview below an image that has no colours of its own yet', () => {
  expect(imagesOf(render(<Media {...old} />))).toHaveLength(2)
})

it('says which of several an image is', () => {
  const two = [image, { ...image, id: 'y' }]
  const originals = two.map(({ id }) => ({ id, url: `/api/media/${id}` }))
  const html = render(<Media media={two} originals={originals} title="A post" />)
  expect(html).toContain('alt="A post, image 1 of 2"')
  expect(html).toContain('>1 of 2</figcaption>')
  expect(html).toContain('>2 of 2</figcaption>')
  expect(html).toMatch(/role="group" aria-label="A post"/)
  expect(html).toMatch(/aria-label="Previous picture"[^>]*aria-disabled="true"/)
  const alone = render(<Media media={two} originals={originals} title="A post" all />)
  expect(alone).not.toContain('figcaption')
  expect(render(<Media media={two} title="A post" />)).not.toMatch(/figcaption|Next picture|post, image 2/)
})

it('gives those of a row the shape of the first: nothing moves below it', () => {
  const two = [image, { ...image, id: 'y', width: 900, height: 2000 }]
  const originals = two.map(({ id }) => ({ id, url: `/api/media/${id}` }))
  const html = render(<Media media={two} originals={originals} title="A post" />)
  const shapes = [...html.matchAll(/aspect-ratio:([\d.]+)/g)].map(([, shape]) => shape)
  expect(shapes).toHaveLength(2)
  expect(new Set(shapes).size).toBe(1)
})

it('says what is in an image where its author has said it, and never while it is locked', () => {
  const originals = [{ id: 'x', url: '/api/media/x', alt: 'A hut in the fog' }]
  expect(render(<Media {...open} originals={originals} />)).toContain('alt="A hut in the fog"')
  expect(render(<Media {...open} originals={[{ id: 'x', url: '/api/media/x', alt: '' }]} />)).toContain(
    'alt="A post"',
  )
  expect(render(<Media {...locked} />)).toContain('alt=""')
})

describe('a tall image', () => {
  const tall = { ...image, width: 900, height: 2000 }
  const proportionIn = (html: string) => Number(/aspect-ratio:([\d.]+)/.exec(html)?.[1])

  it('is whole on the page of its post, once it is open', () => {
    const html = render(<Media {...open} media={[tall]} all />)
    expect(proportionIn(html)).toBe(0.45)
    expect(html).not.toContain('picture-bounded')
  })

  it.each([
    ['in a feed', <Media key="feed" {...open} media={[tall]} />],
    ['while it is locked', <Media key="locked" {...locked} media={[tall]} all />],
  ])('leaves room for what stands around it %s', (_, media) => {
    expect(proportionIn(render(media))).toBe(0.8)
    expect(render(media)).toContain('picture-bounded')
  })
})

it('can be pressed where it is open, and only there', () => {
  expect(render(<Media {...open} />)).toMatch(
    /<button type="button" aria-haspopup="dialog"[^>]*><img alt="A post"/,
  )
  expect(render(<Media {...locked} />)).not.toContain('<button')
})

describe('a picture in the text', () => {
  const text = (id: string) => <PostBody blocks={[{ is: 'picture', id }]} level={1} picture={PictureInText} />
  const inText = (shown: ReactNode, unveils = false) =>
    render(
      <PostPictures {...open} unveils={unveils}>
        {shown}
      </PostPictures>,
    )

  it('is whole, no larger than it is, in its colours at once, and can be pressed', () => {
    const html = inText(text('x'))
    expect(html).toContain(';width:min(100%, 1350px, 85svh * 1.5995)')
    expect(html).toContain('data:image/webp;base64,AAAA')
    expect(html).toMatch(/<button type="button" aria-haspopup="dialog"[^>]*><img alt="A post" width="1350"/)
    expect(html).toContain('/api/media/x?w=960 960w, /api/media/x 1350w"')
    expect(html).not.toContain('animate-')
    expect(imagesOf(inText(text('x'), true))).toHaveLength(2)
  })

  it('is nothing where the post has no such picture, or none are shown', () => {
    expect(imagesOf(inText(text('y')))).toEqual([])
    expect(imagesOf(render(text('x')))).toEqual([])
  })

  it('is found wherever it stands', () => {
    const [a, b] = [{ is: 'picture', id: 'a' } as const, { is: 'picture', id: 'b' } as const]
    const list = { is: 'list', start: null, tight: true, items: [[{ is: 'rule' as const }], [b]] } as const
    expect(
      picturesIn([
        { is: 'quote', of: [a] },
        { ...list, items: list.items.map((item) => [...item]) },
      ]),
    ).toEqual(['a', 'b'])
  })
})
