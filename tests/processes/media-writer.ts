import { DiskStore } from '@/lib/media/disk-store'

// Puts 8 MB of one byte under one key, of another byte each time, until it is killed; says so after each.
const [folder = '', key = ''] = process.argv.slice(2)
const store = new DiskStore(folder)
for (let byte = 1; ; byte = (byte % 255) + 1) {
  await store.put(key, Buffer.alloc(8_000_000, byte))
  console.log(String(byte))
}
