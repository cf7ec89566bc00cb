import { WRITTEN } from './written-picture'

/**
 * A picture of a post within its text: `![](/api/media/{id})`, by the address that it has in `content.media`. What is in it is
 * said by its `alt` and nowhere else: words between the brackets stay as they are typed, and are not shown beside it.
 */
const ADDRESS = /^\/api\/media\/([\w-]+)$/

/** The id of the picture that an address is of; null where it is of none. */
export function pictureAt(href: string): string | null {
  return ADDRESS.exec(href)?.[1] ?? null
}

export const writtenPicture = (mediaId: string) => `![](/api/media/${mediaId})`

export const isWritten = (text: string, mediaId: string) => text.includes(`](/api/media/${mediaId}`)

/** Another picture where the one was. */
export function withPicture(text: string, before: string, now: string): string {
  return text.replaceAll(`](/api/media/${before}`, `](/api/media/${now}`)
}

/** Without that picture, or without any. What stood alone in a line goes with its line, and one that was left for it. */
export function withoutPicture(text: string, mediaId?: string): string {
  const lines = text.split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const rest = line.replace(WRITTEN, (written, id) =>
      mediaId === undefined || id === mediaId ? '' : written,
    )
    if (rest === line || !isBlank(rest)) kept.push(rest === line ? line : rest.trimEnd())
    else if (isBlank(kept.at(-1)) && isBlank(lines[at + 1])) at += 1
  }
  return kept.join('\n')
}

/** Or the edge of a text; a quote goes on over it. */
const isBlank = (line = '') => /^[\s>]*$/.test(line)
