import type { App } from '@/lib/app'

export async function seedDemo(_app: App): Promise<void> {}
