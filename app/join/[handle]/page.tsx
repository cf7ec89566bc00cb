import type { Metadata } from 'next'
import { cache } from 'react'
import { orNotFound } from '@/app/missing'
import { JoinPage } from '@/components/invitations/join-page'
import { Page } from '@/components/shell/page'
import { getApp } from '@/lib/app'
import { getCreator } from '@/lib/domain/creators'

interface Props {
  params: Promise<{ handle: string }>
}

const readInviter = cache((handle: string) => orNotFound(getCreator(getApp(), null, handle)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { displayName } = await readInviter((await params).handle)
  return {
    title: `${displayName} invites you`,
    description: 'Publish for those who pay for it: 90 % of every sale is yours, in your wallet, at once.',
  }
}

export default async function JoinRoute({ params }: Props) {
  const { id, handle, displayName, avatarId } = await readInviter((await params).handle)
  return (
    <Page>
      <JoinPage inviter={{ id, handle, displayName, avatarId }} />
    </Page>
  )
}
