import { play } from './play'

/**
 * What a key does to what plays, as in most players; what is not here is the browser's. `code`: which key it is, whatever
 * it writes in the layout of the keyboard.
 */
export function pressInPlayer(code: string, player: HTMLMediaElement): boolean {
  switch (code) {
    case 'KeyK':
      if (player.paused) play(player)
      else player.pause()
      return true
    case 'KeyJ':
      player.currentTime = Math.max(0, player.currentTime - 10)
      return true
    case 'KeyL':
      player.currentTime = Math.min(player.duration || 0, player.currentTime + 10)
      return true
    case 'KeyM':
      player.muted = !player.muted
      return true
    case 'KeyC':
      return switchCaptions(player)
    case 'KeyF':
      return player instanceof HTMLVideoElement && switchFullscreen(player)
    default:
      return false
  }
}

function switchFullscreen(player: HTMLVideoElement): boolean {
  void (document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen())
  return true
}

function switchCaptions({ textTracks }: HTMLMediaElement): boolean {
  const tracks = Array.from(textTracks)
  const shown = tracks.find(({ mode }) => mode === 'showing')
  const [first] = tracks
  if (shown) shown.mode = 'disabled'
  else if (first) first.mode = 'showing'
  return first !== undefined
}
