// PM2: `npm run build && pm2 start deploy/pm2/ecosystem.config.cjs`. The settings stand in one file, see
// deploy/fonana.env.example; FONANA_ENV names another one, FONANA_LOGS another folder for the logs, FONANA_PORTS (of each
// process of the app) and FONANA_WS_PORT other ports.
const { join } = require('node:path')

const root = join(__dirname, '../..')
const settings = process.env.FONANA_ENV ?? '/etc/fonana/fonana.env'
const logs = process.env.FONANA_LOGS ?? '/var/log/fonana'
const appPorts = (process.env.FONANA_PORTS ?? '3000,3001').split(',')

/** Node itself, without PM2's wrapper around it, which would cost each process ten megabytes. */
const node = (file, role, port) => ({
  cwd: root,
  script: process.execPath,
  interpreter: 'none',
  args: [`--env-file=${settings}`, file],
  env: { NODE_ENV: 'production', FONANA_ROLE: role, PORT: port },
  autorestart: true,
  exp_backoff_restart_delay: 100,
  // Open requests are answered and sockets told to come back, over a few seconds.
  kill_timeout: 20_000,
  time: false,
  merge_logs: true,
})

module.exports = {
  apps: [
    ...appPorts.map((port, index) => ({
      name: `fonana-${index + 1}`,
      ...node('dist/server.js', 'web', port),
      max_memory_restart: '1G',
      out_file: join(logs, `fonana-${index + 1}.log`),
      error_file: join(logs, `fonana-${index + 1}.error.log`),
    })),
    {
      name: 'fonana-ws',
      ...node('dist/ws.js', 'ws', process.env.FONANA_WS_PORT ?? '3002'),
      max_memory_restart: '500M',
      out_file: join(logs, 'fonana-ws.log'),
      error_file: join(logs, 'fonana-ws.error.log'),
    },
  ],
}
