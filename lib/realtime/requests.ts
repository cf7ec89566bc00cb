import { type Channel, type ChannelRef, channelName, parseChannel } from '@/lib/schema/channels'
import type { ClientFrame, SocketErrorCode } from '@/lib/schema/frames'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Authorization, Session } from './authorization'
import { parseFrame } from './client-frame'
import type { Connection, Message } from './connection'
import type { Hub } from './hub'
import type { RealtimeLog } from './log'
import type { Registry } from './registry'
import type { SessionWatch } from './session-watch'
import { Subscription } from './subscription'

const CHANNELS_MAX = 200

export interface RequestContext {
  hub: Hub
  registry: Registry
  watch: SessionWatch
  authorization: Authorization
  log: RealtimeLog
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
  const channel = ownedChannel(connection, session, frame.channel)
  if (channel === null) return
  const name = channelName(channel)

  let subscription = connection.subscriptions.get(name)
  if (subscription === undefined) {
    if (connection.subscriptions.size >= CHANNELS_MAX) {
      return sendError(connection, 'too_many_channels', `At most ${CHANNELS_MAX} channels`, name)
    }
    const postId = channel.kind === 'post' ? channel.postId : null
    const { userId } = session
    subscription = new Subscription({
      channel: name,
      postId,
      userId,
      subscriber: connection,
      authorization,
      log,
    })
    connection.subscriptions.set(name, subscription)
  }
  await subscription.hold()
  if (connection.closed) return
  // Entered before rights and history are read, so that nothing can happen in between unheard.
  hub.enter(subscription)

  const exists =
    channel.kind === 'creator'
      ? await authorization.creatorExists(channel.creatorId)
      : await subscription.readRight()
  if (!exists) {
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
  const channel = ownedChannel(connection, session, ref)
  if (channel === null) return
  const name = channelName(channel)
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

/** The channel, if it exists in principle and may be this user's; otherwise the error is already answered. */
function ownedChannel(connection: Connection, session: Session, ref: ChannelRef): Channel | null {
  const channel = parseChannel(ref, session.userId)
  if (channel === null) {
    const asked = typeof ref === 'string' ? ref : undefined
    sendError(connection, 'unknown_channel', 'There is no such channel', asked)
    return null
  }
  if ('userId' in channel && channel.userId !== session.userId) {
    sendError(connection, 'forbidden', 'This channel belongs to another user', channelName(channel))
    return null
  }
  return channel
}

function sendError(connection: Connection, code: SocketErrorCode, message: string, channel?: string): void {
  connection.send({ type: 'error', data: { code, message, ...(channel === undefined ? {} : { channel }) } })
}
