/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  // Native code and packages whose single instance matters stay outside Next's bundles.
  serverExternalPackages: ['@electric-sql/pglite', 'drizzle-orm', 'pg', 'pino', 'litesvm', 'sharp', 'ws'],
  // A page opened at 127.0.0.1 hydrates in development only when that origin is allowed.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  // `npm run check` runs the type checker; a second pass here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
}
