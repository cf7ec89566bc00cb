import { getApp } from '@/lib/app'
import type { Handler } from '@/lib/http/serving/handler'
import { answerReadiness } from '@/lib/http/serving/readiness'

/** Able to serve, or what is not. */
export const GET: Handler = () => answerReadiness(getApp())
