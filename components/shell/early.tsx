import { EARLY } from '@/lib/client/before-scripts'

/** Hears the reader before the page does; the first thing in the body, and `Interactive` the last. */
export function Early({ nonce }: { nonce: string | undefined }) {
  return (
    // The browser hides the nonce from scripts.
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of our own that nothing is put into
    <script data-early nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: EARLY }} />
  )
}
