// The same app with hot reload.
process.env.NEXT_TELEMETRY_DISABLED ??= '1'
Object.assign(process.env, { NODE_ENV: 'development' })
await import('../server')

export {}
