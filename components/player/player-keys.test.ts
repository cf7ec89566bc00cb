import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pressInPlayer } from './player-keys'

class Player {
  paused = true
  muted = false
  currentTime = 60
  duration = 100
  textTracks = [{ mode: 'disabled' }]
  play = async () => {
    this.paused = false
  }
  pause = () => {
    this.paused = true
  }
}
class Video extends Player {
  requestFullscreen = vi.fn()
}

beforeEach(() => {
  vi.stubGlobal('HTMLVideoElement', Video)
  vi.stubGlobal('document', { fullscreenElement: null })
})
afterEach(() => vi.unstubAllGlobals())

const press = (code: string, player: Player) => pressInPlayer(code, player as unknown as HTMLMediaElement)

it('knows keys by where they are, whatever they write', () => {
  const video = new Video()
  expect(press('KeyK', video)).toBe(true)
  expect(video.paused).toBe(false)
  press('KeyK', video)
  press('KeyM', video)
  press('KeyJ', video)
  expect(video).toMatchObject({ paused: true, muted: true, currentTime: 50 })
  for (let times = 0; times < 9; times += 1) press('KeyL', video)
  expect(video.currentTime).toBe(100)
  press('KeyC', video)
  expect(video.textTracks).toEqual([{ mode: 'showing' }])
  // Written in a Russian layout, and nothing's place.
  expect(press('л', video)).toBe(false)
})

it('fills the screen with film alone', () => {
  const [video, sound] = [new Video(), new Player()]
  expect(press('KeyF', video)).toBe(true)
  expect(video.requestFullscreen).toHaveBeenCalledOnce()
  expect(press('KeyF', sound)).toBe(false)
})
