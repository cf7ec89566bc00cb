import { getApp } from '@/lib/app'
import { Answer } from '@/lib/http/serving/answer'
import type { Handler } from '@/lib/http/serving/handler'

/** How systems install the site: https://w3c.github.io/manifest */
export const GET: Handler = async () =>
  new Answer(
    200,
    { 'content-type': 'application/manifest+json', 'cache-control': 'no-cache' },
    getApp().site.manifest,
  )
