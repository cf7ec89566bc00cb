import type { BrowserContext } from '@playwright/test'
import sharp from 'sharp'
import { drawPicture } from './pictures'

/** In the place of each preview of a locked picture, which has some noise in it that nobody can foresee, one without. */
export async function stillPreviews(context: BrowserContext): Promise<void> {
  const body = await sharp(await drawPicture('night'))
    .resize(48)
    .blur(6)
    .png()
    .toBuffer()
  await context.route(/\/api\/media\/[^/]+\/preview/, (route) =>
    route.fulfill({ contentType: 'image/png', body }),
  )
}
