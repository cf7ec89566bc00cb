'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { plantSeeds } from '@/lib/client/boot'
import type { Seed } from '@/lib/schema/boot'

/** Says to what is below what it shows, where the page was not sent with it. */
export function Seeds({ seeds, children }: { seeds: readonly Seed[]; children: ReactNode }) {
  const client = useQueryClient()
  useState(() => plantSeeds(client, seeds))
  return children
}
