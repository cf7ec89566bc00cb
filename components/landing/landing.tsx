'use client'

import { SignInButton } from '@/components/session/sign-in-button'
import { Link } from '@/components/ui/link'
import { useTranslator } from '@/lib/client/use-translator'
import { CREATOR_PERCENT } from '@/lib/money'

const LINK =
  'hit-area inline-block font-medium text-sm underline decoration-line-strong underline-offset-4 hover:decoration-text'

/** For who comes for the first time: what this is, how one pays, and what creators keep. Posts begin right below it. */
export function Landing() {
  const t = useTranslator()
  return (
    <section aria-labelledby="landing" className="mx-auto max-w-page px-4 pt-4 sm:px-8 md:pt-8">
      <div className="glow grid gap-x-10 rounded-lg border border-line px-5 *:py-6 sm:px-10 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="sm:pt-9">
          <h1 id="landing" className="max-w-[25ch] font-semibold text-2xl sm:text-3xl">
            {t('landing.title')}
          </h1>
          <p className="mt-3 max-w-[33rem] text-pretty">{t('landing.text')}</p>
          <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
            <SignInButton variant="primary" size="lg">
              {t('landing.start')}
            </SignInButton>
            <Link href="/help" className={LINK}>
              {t('landing.help')}
            </Link>
          </div>
        </div>
        <Paying />
        <ForCreators />
      </div>
    </section>
  )
}

function ForCreators() {
  const t = useTranslator()
  return (
    <section
      aria-labelledby="landing-creators"
      className="border-line border-t lg:col-start-2 lg:row-start-1 lg:self-end lg:border-t-0"
    >
      <h2 id="landing-creators" className="font-semibold text-sm">
        {t('landing.creators')}
      </h2>
      <div className="mt-1.5 flex items-start gap-4 lg:block">
        <p className="shrink-0 font-semibold text-3xl text-accent-ink">
          {t('landing.creators.share', { percent: CREATOR_PERCENT })}
        </p>
        <div className="text-pretty text-sm">
          <p className="mb-2 lg:mt-1">{t('landing.creators.text')}</p>
          <Link href="/studio" className={LINK}>
            {t('landing.creators.begin')}
          </Link>
        </div>
      </div>
    </section>
  )
}

const STEPS = ['signIn', 'approve', 'read'] as const

function Paying() {
  const t = useTranslator()
  return (
    <section aria-labelledby="landing-paying" className="border-line border-t lg:col-span-2">
      <h2 id="landing-paying" className="font-semibold text-sm">
        {t('landing.paying')}
      </h2>
      <ol className="mt-3 grid gap-x-8 gap-y-3.5 md:grid-cols-3">
        {STEPS.map((step, index) => (
          <li key={step} className="flex gap-3 text-sm">
            <span
              aria-hidden="true"
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent font-semibold text-2xs text-on-accent"
            >
              {index + 1}
            </span>
            <span className="text-pretty">{t(`landing.paying.${step}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
