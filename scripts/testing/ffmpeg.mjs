// Film is converted in tests where the machine can: where it cannot, it is brought, as a browser is.
import { execFileSync } from 'node:child_process'
import { has } from './command.mjs'

const INSTALL_MS = 5 * 60 * 1000

/** Whether `ffmpeg` is there, or could be installed. */
export function bringFfmpeg() {
  if (has('ffmpeg') && has('ffprobe')) return true
  if (!has('apt-get')) return false
  console.log('No ffmpeg here: installing it …')
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  try {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'ffmpeg']]) {
      const [command, ...rest] = [...sudo, 'apt-get', ...args]
      execFileSync(command, rest, {
        stdio: 'ignore',
        timeout: INSTALL_MS,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    }
  } catch (error) {
    console.log(`ffmpeg could not be installed: ${String(error.message).split('\n')[0]}`)
  }
  return has('ffmpeg') && has('ffprobe')
}
