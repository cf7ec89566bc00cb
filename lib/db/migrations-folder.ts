import { fileURLToPath } from 'node:url'

/** Beside this file in the sources, beside the bundle in a build (which copies the folder there). */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
