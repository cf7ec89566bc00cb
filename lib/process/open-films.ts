import type { Config } from '@/lib/config'
import type { Log } from '@/lib/log'
import { filmsAsSent } from '@/lib/media/film/as-sent'
import { FfmpegFilms } from '@/lib/media/film/ffmpeg/converter'
import { findFfmpeg } from '@/lib/media/film/ffmpeg/find'
import type { Films } from '@/lib/media/films'

/** By the machine's `ffmpeg`, where it is there and wanted. */
export function openFilms({ ffmpegPath }: Pick<Config, 'ffmpegPath'>, log: Log): Films {
  const commands = ffmpegPath === undefined ? null : findFfmpeg(ffmpegPath)
  if (commands !== null) return new FfmpegFilms(commands)
  log.info({}, 'without ffmpeg: film and sound are taken as browsers play them, or refused')
  return filmsAsSent
}
