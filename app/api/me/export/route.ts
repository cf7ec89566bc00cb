import { ownData } from '@/lib/domain/accounts/own-data'
import { getLocale } from '@/lib/domain/accounts/users'
import { downloadZip } from '@/lib/http/bodies/download'
import { route } from '@/lib/http/route'
import { translatorIn } from '@/lib/words/dictionaries'

export const GET = route({ limit: 'upload' }, async ({ app, viewer }) => {
  const t = translatorIn(await getLocale(app, viewer.userId))
  const files = ownData(app, viewer, (column) => t(`export.${column}`))
  return downloadZip(`fonana-${app.now().toISOString().slice(0, 10)}.zip`, files)
})
