/** What Next gives of an address, as the site itself reads it: of what is there several times, nothing. */
export function asked(searchParams: Record<string, unknown>): URLSearchParams {
  const single = Object.entries(searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return new URLSearchParams(single)
}
