/** Alive: the process answers. */
export async function GET(): Promise<Response> {
  return Response.json({ status: 'ok' })
}

export const dynamic = 'force-dynamic'
