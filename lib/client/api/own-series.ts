import type { OwnSeries, OwnSeriesList, OwnSeriesPage, SeriesInput, SeriesPatch } from '@/lib/schema/series'
import { orNull } from './api'
import { apiFetch } from './api-fetch'

// What creators alone ask of the API about their series: no reader's page carries it. As in `api.ts`.

type Signal = AbortSignal | undefined

/** Null: into none. */
export const setPostSeries = (postId: string, seriesId: string | null) =>
  apiFetch<void>(`/api/posts/${postId}/series`, { method: 'PUT', body: { seriesId } })

/** `post`: one of one's own, to know which of them has it. */
export const listOwnSeries = async (post: string | undefined, signal?: Signal) =>
  (await apiFetch<OwnSeriesList>('/api/me/series', { query: { post }, signal })).items
export const createSeries = (fields: SeriesInput, idempotencyKey: string) =>
  apiFetch<OwnSeries>('/api/me/series', {
    method: 'POST',
    body: fields,
    headers: { 'idempotency-key': idempotencyKey },
  })
export const orderSeries = async (ids: readonly string[]) =>
  (await apiFetch<OwnSeriesList>('/api/me/series/order', { method: 'PUT', body: { ids } })).items
/** Null when there is no such series of one's own. */
export const getOwnSeries = (id: string, signal?: Signal) =>
  orNull<OwnSeriesPage>(apiFetch(`/api/me/series/${id}`, { signal }), 404)
export const updateSeries = (id: string, patch: SeriesPatch) =>
  apiFetch<OwnSeries>(`/api/me/series/${id}`, { method: 'PATCH', body: patch })
export const deleteSeries = (id: string) => apiFetch<void>(`/api/me/series/${id}`, { method: 'DELETE' })
export const orderSeriesPosts = (id: string, ids: readonly string[]) =>
  apiFetch<OwnSeriesPage>(`/api/me/series/${id}/order`, { method: 'PUT', body: { ids } })
