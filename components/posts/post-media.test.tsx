import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
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

const imagesOf = (html: string) => html.match(/<img [^>]*>/g) ?? []

it('shows an image that was open from the start over its colours, without a movement or a preview', () => {
  const html = renderToStaticMarkup(<PostMedia {...open} eager />)
  const [only, ...others] = imagesOf(html)
  expect(others).toEqual([])
  expect(only).toMatch(/width="1350" height="844" loading="eager" fetchPriority="high"/)
  expect(only).toContain('/api/media/x?w=960 960w, /api/media/x 1350w"')
  expect(html).not.toContain('animate-')
  expect(html).toContain('data:image/webp;base64,AAAA')
})

it('lifts the blur off one that was seen locked', () => {
  const [preview, image] = imagesOf(renderToStaticMarkup(<PostMedia {...open} unveils />))
  expect(preview).toContain('src="/api/media/x/preview"')
  expect(preview).not.toContain('animate-')
  expect(image).toContain('animate-unveil')
})

it('names the preview alone while it is locked', () => {
  const html = renderToStaticMarkup(<PostMedia {...locked} />)
  expect(imagesOf(html)).toHaveLength(1)
  expect(html).not.toMatch(/\/api\/media\/x(?!\/preview)/)
})

it('shows the preview below an image that has no colours of its own yet', () => {
  expect(imagesOf(renderToStaticMarkup(<PostMedia {...old} />))).toHaveLength(2)
})
