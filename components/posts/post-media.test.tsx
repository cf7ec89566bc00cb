import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TranslatorProvider } from '@/lib/client/use-translator'
import { translatorIn } from '@/lib/words/dictionaries'
import { PostMedia } from './post-media'

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

function render(media: ReactNode): string {
  return renderToStaticMarkup(<TranslatorProvider value={translatorIn('en')}>{media}</TranslatorProvider>)
}
const imagesOf = (html: string) => html.match(/<img [^>]*>/g) ?? []

it('shows an image that was open from the start over its colours, without a movement or a preview', () => {
  const html = render(<PostMedia {...open} eager />)
  const [only, ...others] = imagesOf(html)
  expect(others).toEqual([])
  expect(only).toMatch(/width="1350" height="844" loading="eager" fetchPriority="high"/)
  expect(only).toContain('/api/media/x?w=960 960w, /api/media/x 1350w"')
  expect(html).not.toContain('animate-')
  expect(html).toContain('data:image/webp;base64,AAAA')
})

it('lifts the blur off one that was seen locked', () => {
  const [preview, image] = imagesOf(render(<PostMedia {...open} unveils />))
  expect(preview).toContain('src="/api/media/x/preview"')
  expect(preview).not.toContain('animate-')
  expect(image).toContain('animate-unveil')
})

it('names the preview alone while it is locked', () => {
  const html = render(<PostMedia {...locked} />)
  expect(imagesOf(html)).toHaveLength(1)
  expect(html).not.toMatch(/\/api\/media\/x(?!\/preview)/)
})

it('shows the preview below an image that has no colours of its own yet', () => {
  expect(imagesOf(render(<PostMedia {...old} />))).toHaveLength(2)
})

it('says which of several an image is', () => {
  const two = [image, { ...image, id: 'y' }]
  const originals = two.map(({ id }) => ({ id, url: `/api/media/${id}` }))
  const html = render(<PostMedia media={two} originals={originals} title="A post" />)
  expect(html).toContain('alt="A post, image 1 of 2"')
  expect(html).toContain('>1 of 2</figcaption>')
})

describe('a tall image', () => {
  const tall = { ...image, width: 900, height: 2000 }
  const proportionIn = (html: string) => Number(/aspect-ratio:([\d.]+)/.exec(html)?.[1])

  it('is whole on the page of its post, once it is open', () => {
    const html = render(<PostMedia {...open} media={[tall]} all />)
    expect(proportionIn(html)).toBe(0.45)
    expect(html).not.toContain('picture-bounded')
  })

  it.each([
    ['in a feed', <PostMedia key="feed" {...open} media={[tall]} />],
    ['while it is locked', <PostMedia key="locked" {...locked} media={[tall]} all />],
  ])('leaves room for what stands around it %s', (_, media) => {
    expect(proportionIn(render(media))).toBe(0.8)
    expect(render(media)).toContain('picture-bounded')
  })
})

it('can be pressed where it is open, and only there', () => {
  expect(render(<PostMedia {...open} />)).toMatch(
    /<button type="button" aria-haspopup="dialog"[^>]*><img alt="A post"/,
  )
  expect(render(<PostMedia {...locked} />)).not.toContain('<button')
})
