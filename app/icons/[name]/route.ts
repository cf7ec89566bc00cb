import { getApp } from '@/lib/app'
import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { Answer } from '@/lib/http/serving/answer'
import type { Handler } from '@/lib/http/serving/handler'

const DAY_S = 86_400

export const GET: Handler = async (_request, { params }) => {
  const icon = getApp().site.icons.get(params.name ?? '')
  if (icon === undefined) return problem(new AppError('not_found'))
  const headers = {
    'content-type': 'image/png',
    'content-length': String(icon.length),
    'cache-control': `public, max-age=${DAY_S}`,
  }
  return new Answer(200, headers, new Blob([new Uint8Array(icon)]).stream())
}
