import { Icon } from '@/components/ui/icon'
import { usePlace } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

/** Over a page that somebody looks at as a visitor sees it, and the way back. */
export function VisitorNote() {
  const t = useTranslator()
  const { pathname } = usePlace()
  return (
    <div
      role="status"
      className="sticky top-14 z-10 flex items-center gap-3 border-line border-b bg-accent px-4 py-2 text-on-accent text-sm max-md:short:static md:top-0 md:px-8 print:hidden"
    >
      <Icon name="eye" className="size-4 flex-none" />
      <p className="min-w-0 flex-1">{t('shell.asVisitor')}</p>
      {/* Made anew by the server, for who is signed in. */}
      <a href={pathname} className="flex-none font-semibold underline underline-offset-4">
        {t('shell.asVisitor.back')}
      </a>
    </div>
  )
}
