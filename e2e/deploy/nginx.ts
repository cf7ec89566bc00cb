import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

interface Ports {
  http: number
  https: number
  app: number
  /** Where a second process of the app would be: that it is away is to be noticed by nobody. */
  nobody: number
  socket: number
}

/** Debian's nginx on the file of the product, with the ports, names and places of a test. */
export async function startNginx(folder: string, ports: Ports): Promise<ChildProcess> {
  const places = ['logs', 'tls', 'tmp'].map((name) => join(folder, name))
  for (const place of places) mkdirSync(place, { recursive: true })
  makeCertificate(join(folder, 'tls'))
  const site = readFileSync('deploy/nginx/fonana.conf', 'utf8')
    .replaceAll('listen 80;', `listen 127.0.0.1:${ports.http};`)
    .replaceAll('listen 443 ssl http2;', `listen 127.0.0.1:${ports.https} ssl http2;`)
    .replaceAll(/^ *listen \[::\].*$/gm, '')
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${ports.app}`)
    .replaceAll('127.0.0.1:3001', `127.0.0.1:${ports.nobody}`)
    .replaceAll('127.0.0.1:3002', `127.0.0.1:${ports.socket}`)
    .replaceAll('fonana.example', 'localhost')
    .replaceAll('/etc/fonana/real-ip.conf', join(folder, 'real-ip.conf'))
    .replaceAll('/etc/fonana/tls', join(folder, 'tls'))
    .replaceAll('/var/log/nginx', join(folder, 'logs'))
  writeFileSync(join(folder, 'site.conf'), site)
  // Who comes from that address of this machine is a CDN.
  const realIp = 'set_real_ip_from 127.0.0.2; real_ip_header X-Forwarded-For; real_ip_recursive on;'
  writeFileSync(join(folder, 'real-ip.conf'), realIp)
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/logs/main.log warn;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  client_body_temp_path ${folder}/tmp/body;
  proxy_temp_path ${folder}/tmp/proxy;
  fastcgi_temp_path ${folder}/tmp/fastcgi;
  uwsgi_temp_path ${folder}/tmp/uwsgi;
  scgi_temp_path ${folder}/tmp/scgi;
  include ${folder}/site.conf;
}
`,
  )
  const child = spawn(
    'nginx',
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'logs/start.log')],
    {
      stdio: 'inherit',
    },
  )
  await Promise.race([
    listening(ports.https),
    once(child, 'exit').then(() => Promise.reject(new Error('nginx stopped'))),
  ])
  return child
}

function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    ...files,
  ]
  execFileSync('openssl', args, { stdio: 'ignore' })
}

const LISTEN_MS = 10_000

async function listening(port: number): Promise<void> {
  const deadline = Date.now() + LISTEN_MS
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const answered = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (answered) return
    if (Date.now() > deadline) throw new Error(`nothing listens at ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
