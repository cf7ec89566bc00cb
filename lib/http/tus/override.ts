import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { route } from '@/lib/http/route'
import type { Handler } from '@/lib/http/serving/handler'
import { TUS } from './headers'

/** What a `POST` may stand for, from who can send nothing else. */
type Instead = Readonly<Record<'HEAD' | 'PATCH' | 'DELETE', Handler>>

/** https://tus.io/protocols/resumable-upload#x-http-method-override */
export function overridden(instead: Instead): Handler {
  const allow = [...Object.keys(instead), 'OPTIONS'].join(', ')
  const refuse = route({ headers: TUS }, async () =>
    problem(new AppError('method_not_allowed'), { ...TUS, allow }),
  )
  return async (request, call) => {
    const method = request.headers.get('x-http-method-override')?.toUpperCase() ?? ''
    return isAmong(instead, method) ? instead[method](request.as(method), call) : refuse(request, call)
  }
}

function isAmong(instead: Instead, method: string): method is keyof Instead {
  return Object.hasOwn(instead, method)
}
