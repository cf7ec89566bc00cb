import type { Log } from '@/lib/log'
import type { Hub } from '@/lib/realtime/channels/hub'
import { Subscription } from '@/lib/realtime/channels/subscription'
import type { Connection } from '@/lib/realtime/connections/connection'
import type { Registry } from '@/lib/realtime/connections/registry'
import type { SessionWatch } from '@/lib/realtime/connections/session-watch'
import { type Message, parseFrame } from '@/lib/realtime/frames/client-frame'
import { type Channel, type ChannelRef, parseChannel } from '@/lib/schema/channels'
import type { ClientFrame, SocketErrorCode } from '@/lib/schema/frames'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Authorization, Session } from './authorization'

const CHANNELS_MAX = 200

export interface RequestContext {
  hub: Hub
  registry: Registry
  watch: SessionWatch
  authorization: Authorization
  log: Log
}

/** Answers one frame of a client whose token was accepted. */
export function handleMessage(
  context: RequestContext,
  connection: Connection,
  message: Message,
): void | Promise<void> {
  const { session } = connection
  if (session === null || connection.closed) return
  switch (connection.budget?.take()) {
    case 'refuse':
      return sendError(connection, 'rate_limited', 'Too many frames')
    case 'misuse':
      return connection.close(CLOSE.refused, 'Too many frames')
  }
  const parsed = parseFrame(message)
  if (!parsed.ok) return sendError(connection, parsed.code, parsed.message)
  const { frame } = parsed
  switch (frame.type) {
    case 'ping':
      return connection.send({ type: 'pong' })
    case 'subscribe':
      return subscribe(context, connection, session, frame)
    case 'unsubscribe':
      return unsubscribe(context, connection, session, frame.channel)
    case 'authenticate':
      return authenticate(context, connection, session, frame.token)
  }
}

async function subscribe(
  { hub, authorization, log }: RequestContext,
  connection: Connection,
  session: Session,
  frame: Extract<ClientFrame, { type: 'subscribe' }>,
): Promise<void> {
  const channel = channelFor(connection, session, frame.channel)
  if (channel === null) return
  const { name } = channel

  let subscription = connection.subscriptions.get(name)
  if (subscription === undefined) {
    if (connection.subscriptions.size >= CHANNELS_MAX) {
      return sendError(connection, 'too_many_channels', `At most ${CHANNELS_MAX} channels`, name)
    }
    const { userId } = session
    subscription = new Subscription({ channel: name, userId, subscriber: connection, authorization, log })
    connection.subscriptions.set(name, subscription)
  }
  await subscription.hold()
  if (connection.closed) return
  // Entered before rights and history are read, so that nothing can happen in between unheard.
  hub.enter(subscription)

  if (channel.readers !== 'owner' && !(await subscription.readRight())) {
    connection.subscriptions.delete(name)
    hub.leave(subscription)
    return sendError(connection, 'unknown_channel', 'There is no such channel', name)
  }
  await hub.join(subscription, frame.since ?? undefined, (joined) => {
    if (frame.since != null)
      connection.stats[joined.recovered ? 'subscribedRecovered' : 'subscribedUnrecovered'] += 1
    connection.send({ type: 'subscribed', channel: name, data: joined })
  })
}

function unsubscribe(
  { hub }: RequestContext,
  connection: Connection,
  session: Session,
  ref: ChannelRef,
): void {
  const channel = channelFor(connection, session, ref)
  if (channel === null) return
  const { name } = channel
  const subscription = connection.subscriptions.get(name)
  if (subscription !== undefined) {
    connection.subscriptions.delete(name)
    hub.leave(subscription)
  }
  connection.send({ type: 'unsubscribed', channel: name })
}

async function authenticate(
  { authorization, registry, watch }: RequestContext,
  connection: Connection,
  session: Session,
  token: string,
): Promise<void> {
  const result = await authorization.authenticate(token)
  if (connection.closed) return
  if (!result.ok || result.userId !== session.userId || registry.hasJustEnded(result.sessionKey)) {
    return sendError(connection, 'unauthorized', 'The token is not accepted')
  }
  registry.remove(connection, session)
  connection.session = result
  void watch.enter(connection, result)
  connection.send({ type: 'authenticated', data: { expiresAt: result.expiresAt.toISOString() } })
}

/** The channel, if its name alone lets this user read it; otherwise the error is already answered. */
function channelFor(connection: Connection, session: Session, ref: ChannelRef): Channel | null {
  const channel = parseChannel(ref, session.userId)
  if (channel === null) {
    const asked = typeof ref === 'string' ? ref : undefined
    sendError(connection, 'unknown_channel', 'There is no such channel', asked)
    return null
  }
  if (channel.readers === 'owner' && channel.subject !== session.userId) {
    sendError(connection, 'forbidden', 'This channel belongs to another user', channel.name)
    return null
  }
  return channel
}

function sendError(connection: Connection, code: SocketErrorCode, message: string, channel?: string): void {
  connection.send({ type: 'error', data: { code, message, ...(channel === undefined ? {} : { channel }) } })
}
