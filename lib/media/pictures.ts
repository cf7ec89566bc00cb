import type { Image } from './image'
import type { PictureVariant } from './variants'
import type { WatermarkedPicture } from './watermark/watermark'

export type RemadePreview = Pick<Image, 'preview' | 'placeholder'>

export interface RemadeVariants {
  variants: readonly PictureVariant[]
  placeholder: string
}

/** Where pictures are decoded and made: elsewhere than in the process that serves. */
export interface Pictures {
  /**
   * What is kept of the upload in this file. Throws `unsupported_media`, `moving_picture`, and `uploads_busy` when too many
   * wait already; each owner has their own place in the queue.
   */
  make(owner: string, file: string): Promise<Image>
  /** The preview of a picture that is kept already, for whoever asks. Throws `uploads_busy`. */
  makePreview(original: Uint8Array): Promise<RemadePreview>
  /** The smaller widths of a picture that is kept already, and what a card carries of its preview. Throws likewise. */
  makeVariants(original: Uint8Array, preview: Uint8Array): Promise<RemadeVariants>
  /** A copy of a picture that is kept already, with the reader's mark all over it; each reader has their own place in the queue. Throws likewise. */
  makeWatermarked(reader: string, original: Uint8Array, text: string): Promise<WatermarkedPicture>
  close(): Promise<void>
}
