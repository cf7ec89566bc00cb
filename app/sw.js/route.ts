import { getApp } from '@/lib/app'
import { Answer } from '@/lib/http/serving/answer'
import type { Handler } from '@/lib/http/serving/handler'

/** Asked for anew each time: it is how a browser learns of a new build, and that there is to be no worker any more. */
export const GET: Handler = async () =>
  new Answer(
    200,
    {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; connect-src 'self'",
    },
    getApp().site.worker.source,
  )
