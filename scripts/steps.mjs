import { spawn } from 'node:child_process'

/** Runs one command of the project's tools and hands on what it prints. Answers the exit code and the output. */
export function run(name, command, args, env = {}) {
  console.log(`\n> ${name}`)
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    })
    const chunks = []
    child.stdout.on('data', (chunk) => {
      chunks.push(chunk)
      process.stdout.write(chunk)
    })
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }))
  })
}

/** The path of a tool that npm installed. */
export function tool(name) {
  return `node_modules/.bin/${name}`
}
