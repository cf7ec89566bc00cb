import { getApp } from '@/lib/app'
import { Answer } from '@/lib/http/serving/answer'
import type { Handler } from '@/lib/http/serving/handler'

/** What the service worker shows in place of a page that cannot be had. */
export const GET: Handler = async () => {
  const { html, policy } = getApp().site.offlinePage
  return new Answer(
    200,
    {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': policy,
    },
    html,
  )
}
