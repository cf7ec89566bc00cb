'use client'

import { coloursOf, Picture, ratioOf } from './picture'
import { needsPreview, OpenPicture, usePictures } from './post-pictures'

/** Where it stands in the text: whole, no larger than it is, and no higher than the window. */
export function PictureInText({ id }: { id: string }) {
  const pictures = usePictures()
  const item = pictures?.media.find((one) => one.id === id)
  if (!pictures || !item) return null
  const ratio = ratioOf(item)
  const width = `min(100%, ${item.width}px, 85svh * ${ratio.toFixed(4)})`
  return (
    <figure className="picture picture-in-text" style={{ ...coloursOf(item), aspectRatio: ratio, width }}>
      {needsPreview(item, pictures) && item.preview && (
        <Picture item={item} sources={{ src: item.preview }} alt="" eager={false} />
      )}
      <OpenPicture pictures={pictures} item={item} />
    </figure>
  )
}
