import type { Hub } from '@/lib/realtime/channels/hub'
import type { Registry } from '@/lib/realtime/connections/registry'
import { splitChannel } from '@/lib/schema/channel-names'
import { policyOf } from '@/lib/schema/event-policy'
import type { FonanaEvent } from '@/lib/schema/events'

/** Does to who is connected what follows from events. To be called before any of them is delivered. */
export function applyConsequences(events: readonly FonanaEvent[], registry: Registry, hub: Hub): void {
  for (const { type, channel } of events) {
    const policy = policyOf(type)
    if (policy?.endsSession) registry.endSession(splitChannel(channel).subject)
    if (policy?.endsAllSessions) registry.endSessionsOf(splitChannel(channel).subject)
    if (policy?.changesRights === 'of-user') registry.forgetRights(splitChannel(channel).subject)
    if (policy?.changesRights === 'of-readers') hub.forgetRights(channel)
  }
}
