import type { AppErrorOptions, ErrorCode } from '@/lib/errors'
import type { Image } from '@/lib/media/image'
import type { RemadePreview, RemadeVariants } from '@/lib/media/pictures'
import type { WatermarkedPicture } from '@/lib/media/watermark/watermark'

/** What the worker is given, one at a time. */
export type Task =
  | { kind: 'image'; file: string }
  | { kind: 'preview'; original: Uint8Array }
  | { kind: 'variants'; original: Uint8Array; preview: Uint8Array }
  | { kind: 'watermarked'; original: Uint8Array; text: string }

export type Made =
  | { image: Image }
  | { preview: RemadePreview }
  | { variants: RemadeVariants }
  | { watermarked: WatermarkedPicture }

/** What it answers. */
export type Reply =
  | ({ outcome: 'made' } & Made)
  | { outcome: 'refused'; code: ErrorCode; why: Pick<AppErrorOptions, 'detail' | 'reason' | 'extra'> }
  | { outcome: 'failed'; reason: string }
