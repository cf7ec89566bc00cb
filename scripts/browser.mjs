// Finds a Chromium that starts, or installs one: Playwright's own, else the system's package.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

/** The shell draws no window of its own, which spares a third of the processor time that a story takes. */
const SYSTEM_PATHS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const INSTALL_MS = 5 * 60 * 1000
const asRoot = process.getuid?.() === 0

/** The path of a Chromium that was seen to start; undefined for Playwright's own. Throws when none can be had. */
export async function findBrowser() {
  const found = await firstThatStarts()
  if (found !== null) return found.path
  for (const [name, install] of [
    ['Playwright’s Chromium', installPlaywrights],
    ['the system’s Chromium', installSystems],
  ]) {
    console.log(`No Chromium starts here: installing ${name} …`)
    try {
      install()
    } catch (error) {
      console.log(`${name} could not be installed: ${String(error.message).split('\n')[0]}`)
      continue
    }
    const installed = await firstThatStarts()
    if (installed !== null) return installed.path
  }
  throw new Error('no Chromium: install one, or name it by CHROMIUM_PATH')
}

async function firstThatStarts() {
  const named = process.env.CHROMIUM_PATH
  if (named && existsSync(named) && (await starts({ executablePath: named }))) return { path: named }
  if (await starts({})) return { path: undefined }
  for (const path of SYSTEM_PATHS) {
    if (existsSync(path) && (await starts({ executablePath: path }))) return { path }
  }
  return null
}

async function starts(options) {
  try {
    const browser = await chromium.launch({
      ...options,
      args: asRoot ? ['--no-sandbox', '--disable-gpu'] : [],
    })
    await browser.close()
    return true
  } catch {
    return false
  }
}

function installPlaywrights() {
  const args = [
    'node_modules/playwright/cli.js',
    'install',
    ...(asRoot ? ['--with-deps'] : []),
    '--only-shell',
    'chromium',
  ]
  execFileSync(process.execPath, args, { stdio: 'inherit', timeout: INSTALL_MS })
}

function installSystems() {
  const sudo = asRoot ? [] : ['sudo', '-n']
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    execFileSync(command, rest, {
      stdio: 'inherit',
      timeout: INSTALL_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  apt('update')
  try {
    apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell')
  } catch {
    apt('install', '-y', '--no-install-recommends', 'chromium')
  }
}
