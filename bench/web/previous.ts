import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const DIGITS = 12

export interface Checkout {
  name: string
  root: string
}

/**
 * The sources of another release with packages of their own; they are built when they are first started. A commit is laid
 * out beside all checkouts, where no tool takes it for a part of this one, and stays there for the next run.
 */
export function takePrevious(previous: string): Checkout {
  if (existsSync(previous) && statSync(previous).isDirectory())
    return { name: previous, root: resolve(previous) }
  const commit = git('rev-parse', '--verify', `${previous}^{commit}`)
  const root = join(tmpdir(), `fonana-bench-web-${commit.slice(0, DIGITS)}`)
  if (!existsSync(root)) {
    const unfinished = `${root}.${process.pid}`
    mkdirSync(unfinished)
    console.log(`${previous}: laid out in ${root}, its packages are installed and it is built, once`)
    const archive = execFileSync('git', ['archive', commit], { maxBuffer: 1024 ** 3 })
    execFileSync('tar', ['-x', '-C', unfinished], { input: archive })
    try {
      installPackages(unfinished)
      renameSync(unfinished, root)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      throw error
    }
  }
  return { name: previous, root }
}

/** As the lock file has them; nothing is printed but what goes wrong. */
export function installPackages(folder: string): void {
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim()
}
