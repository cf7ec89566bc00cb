'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { ButtonLook } from '@/components/ui/button-class'
import { usePlace } from '@/lib/client/navigation/use-place'
import { SIGN_IN_PATH } from '@/lib/links'
import { useSignIn } from './sign-in-provider'

interface SignInButtonProps extends ButtonLook {
  /** Where it leads without scripts; this page, unless another is named. */
  next?: string
  /** Runs when they have signed in. */
  then?: () => void
  children: ReactNode
}

/** Opens the dialog; before the scripts are there it leads to a page with the same in it. */
export function SignInButton({ next, then, children, ...look }: SignInButtonProps) {
  const askToSignIn = useSignIn()
  const { pathname, search } = usePlace()
  return (
    <form
      action={SIGN_IN_PATH}
      className={look.full ? 'w-full' : 'contents'}
      onSubmit={(event) => {
        event.preventDefault()
        askToSignIn(then)
      }}
    >
      <input type="hidden" name="next" value={next ?? pathname + search} />
      <Button type="submit" {...look}>
        {children}
      </Button>
    </form>
  )
}
