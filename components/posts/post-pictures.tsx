'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { loadLate, warming } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import { pictureSources } from '@/lib/links'
import type { MediaPreview, PostContent } from '@/lib/schema/posts'
import type { Block } from '@/lib/schema/rich-text'
import { Picture, SIZES } from './picture'

interface Pictures {
  media: readonly MediaPreview[]
  /** The originals' addresses; absent while the post is locked. */
  originals: PostContent['media'] | undefined
  /** It was seen locked: once it is open the pictures come out of their blur. */
  unveils: boolean
  altOf: (item: MediaPreview) => string
  /** Fills the window with it. */
  press: (item: MediaPreview) => void
}

const PicturesContext = createContext<Pictures | null>(null)

const Lightbox = loadLate(async () => (await import('./lightbox')).Lightbox, {
  // The picture that was pressed is there meanwhile.
  Waiting: () => null,
})

interface PostPicturesProps extends Pick<Pictures, 'media' | 'originals' | 'unveils'> {
  title: string
  children: ReactNode
}

/** What is seen of a post's media, above its text and in it: each picture that is open can be pressed, and fills the window. */
export function PostPictures({ media, originals, unveils, title, children }: PostPicturesProps) {
  const t = useTranslator()
  const pictures = media.filter(({ kind }) => kind === 'image')
  /** Which one fills the window. */
  const [pressed, setPressed] = useState<number | null>(null)
  // It has closed with them, and stays so.
  if (pressed !== null && (!originals || pictures.length === 0)) setPressed(null)
  const altOf = (item: MediaPreview) =>
    originals?.find(({ id }) => id === item.id)?.alt ||
    (media.length > 1
      ? t('post.image', { title, number: media.indexOf(item) + 1, total: media.length })
      : title)
  const press = (item: MediaPreview) => setPressed(pictures.indexOf(item))
  return (
    <PicturesContext value={{ media, originals, unveils, altOf, press }}>
      {children}
      {pressed !== null && originals && (
        <Lightbox
          media={pictures}
          alts={pictures.map(altOf)}
          first={pressed}
          title={title}
          onClose={() => setPressed(null)}
        />
      )}
    </PicturesContext>
  )
}

export const usePictures = () => useContext(PicturesContext)

interface OpenPictureProps {
  pictures: Pictures
  item: MediaPreview
  eager?: boolean
}

/** A picture that can be pressed. */
export function OpenPicture({ pictures: { unveils, altOf, press }, item, eager = false }: OpenPictureProps) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="picture-button"
      onClick={(event) => {
        // Not every browser does so, and it is where the focus comes back to.
        event.currentTarget.focus({ preventScroll: true })
        press(item)
      }}
      {...warming(Lightbox)}
    >
      <Picture
        item={item}
        sources={{ sizes: SIZES, ...pictureSources(item) }}
        alt={altOf(item)}
        eager={eager}
        unveils={unveils}
        ownSize
      />
    </button>
  )
}

/** Below an open picture its preview is there for what lifts off it, and for those that bring no colours of their own. */
export const needsPreview = (item: MediaPreview, { unveils }: Pick<Pictures, 'unveils'>) =>
  unveils || !item.placeholder

/** The pictures that stand in a text, in their order. */
export function picturesIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.is === 'picture') return [block.id]
    if (block.is === 'quote') return picturesIn(block.of)
    return block.is === 'list' ? block.items.flatMap(picturesIn) : []
  })
}
