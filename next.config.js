/** @type {import('next').NextConfig} */
export default {
  // A server runs on the pages of its own release: lib/process/app-process.ts names them.
  ...(process.env.FONANA_PAGES && { distDir: process.env.FONANA_PAGES }),
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  // Pictures are made small once, at the upload; Next makes, and keeps, no copies of them.
  images: { unoptimized: true },
  // Pages end in `.tsx`. A `route.ts` is served by lib/http, and is none of Next's.
  pageExtensions: ['tsx'],
  // Native code and packages whose single instance matters stay outside Next's bundles.
  serverExternalPackages: ['@electric-sql/pglite', 'drizzle-orm', 'pg', 'pino', 'litesvm', 'sharp', 'ws'],
  // Next answers few pages, and the frame of all others: none is loaded before it is asked for.
  experimental: { preloadEntriesOnStart: false },
  // A page opened at 127.0.0.1 hydrates in development only when that origin is allowed.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  // `npm run check` runs the type checker; a second pass here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
}
