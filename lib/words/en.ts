/**
 * Everything that the site says, in English: messages in ICU's format, by key; an apostrophe is written `’`. Every other
 * language has the same keys: the compiler asks for them, and a test for what they take.
 */
export const en = {
  // Around every page
  'shell.about': 'Creators publish, fans pay in SOL, and what was just paid for opens at once.',
  'shell.home': 'Fonana, home',
  'shell.skip': 'Skip to the content',
  'shell.navigation': 'Main',
  'shell.feed': 'Feed',
  'shell.creators': 'Creators',
  'shell.library': 'Library',
  'shell.notifications': 'Notifications',
  'shell.studio': 'Studio',
  'shell.unread': '{place}, {count} unread',
  'shell.theme': 'Switch between light and dark, and as the system is',
  'language.notChanged': 'The language could not be changed',
  'shell.loading': 'Loading',
  'live.live': 'Live',
  'live.live.hint': 'Changes appear by themselves',
  'live.reconnecting': 'Reconnecting',
  'live.reconnecting.hint': 'The connection was lost and is coming back',
  'live.offline': 'Offline',
  'live.offline.hint': 'No connection; what you see may be older',
  'live.reconnecting.note': 'Reconnecting.',
  'live.offline.note': 'You are offline.',
  'live.note': 'What you see may be older.',
  'account.signIn': 'Sign in',
  'account.signOut': 'Sign out',
  'account.of': 'Account of {name}',
  'account.page': 'My page',
  'account.name': 'Your name and picture',
  'account.fill': 'Fill the demo wallet',
  'account.carryOver': 'Use it in another browser',
  'account.stillSignedIn': 'You are still signed in',
  'wallet.filled': '{sol} of play money are in your wallet',
  'wallet.notFilled': 'The wallet could not be filled',
  'missing.title': 'There is nothing here',
  'missing.text': 'The address may be mistyped, or what was here has been taken down.',
  'missing.toFeed': 'To the feed',
  'missing.head': 'Not found',
  'away.title': 'The connection is gone',
  'away.text': 'The page you chose opens by itself when it is back.',
  'fault.title': 'Something went wrong',
  'fault.page': 'This page did not load',
  'fault.ours': 'It is our fault. Nothing you did or paid is lost.',
  'fault.site': 'Fonana did not load',
  'count.posts': '{shown} {count, plural, one {post} other {posts}}',
  // What every screen is made of
  'ui.close': 'Close',
  'ui.dismiss': 'Dismiss',
  'ui.messages': 'Messages',
  'ui.retry': 'Try again',
  'ui.more': 'Show more',
  'ui.notLoaded': 'This did not load',
  'ui.notLoaded.late':
    'The connection may be gone. If it is there, load the page anew: there may be a newer version of it.',
  'ui.done': '(done)',
  'ui.optional': 'optional',
  'ui.copied': 'Copied',
  'ui.notCopied': 'Not copied: select it',
  'time.now': 'now',
  'time.minutes': '{count} min',
  'time.hours': '{count} h',
  'time.days': '{count} d',

  // Posts and comments

  // Creators and invitations

  // Notifications

  // The library

  // Signing in, names and wallets

  // Buying

  // Receipts and refunds

  // The studio

  // What was refused
} as const
