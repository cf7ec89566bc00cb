import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The commands of a machine that can convert film and sound. */
export interface Commands {
  ffmpeg: string
  ffprobe: string
}

/** Looks for them along a path, as a shell does; null where one of them is not there. */
export function findFfmpeg(path: string): Commands | null {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  const [ffmpeg, ffprobe] = ['ffmpeg', 'ffprobe'].map((name) =>
    folders.map((folder) => join(folder, name)).find(isExecutable),
  )
  return ffmpeg === undefined || ffprobe === undefined ? null : { ffmpeg, ffprobe }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
