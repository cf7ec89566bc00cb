import type { Dictionary } from './translator'

/** Everything that the site says, in Russian: https://cldr.unicode.org has its plurals. The reader is addressed as «вы». */
export const ru: Dictionary = {
  // Around every page
  'shell.about': 'Авторы публикуют, читатели платят в SOL, и оплаченное открывается сразу.',
  'shell.home': 'Fonana, на главную',
  'shell.skip': 'Перейти к содержанию',
  'shell.navigation': 'Главное меню',
  'shell.feed': 'Лента',
  'shell.creators': 'Авторы',
  'shell.library': 'Библиотека',
  'shell.notifications': 'Уведомления',
  'shell.studio': 'Студия',
  'shell.unread': '{place}, непрочитанных: {count}',
  'shell.theme': 'Светлая тема, тёмная или как в системе',
  'language.notChanged': 'Не удалось сменить язык',
  'shell.loading': 'Загрузка',
  'live.live': 'На связи',
  'live.live.hint': 'Изменения появляются сами',
  'live.reconnecting': 'Соединяемся',
  'live.reconnecting.hint': 'Связь прервалась и восстанавливается',
  'live.offline': 'Нет связи',
  'live.offline.hint': 'Нет соединения: то, что вы видите, могло устареть',
  'live.reconnecting.note': 'Соединяемся.',
  'live.offline.note': 'Нет связи.',
  'live.note': 'То, что вы видите, могло устареть.',
  'account.signIn': 'Войти',
  'account.signOut': 'Выйти',
  'account.of': 'Аккаунт: {name}',
  'account.page': 'Моя страница',
  'account.name': 'Имя и фото',
  'account.fill': 'Пополнить демо-кошелёк',
  'account.carryOver': 'Открыть в другом браузере',
  'account.stillSignedIn': 'Вы не вышли',
  'wallet.filled': 'В кошельке {sol} игровых денег',
  'wallet.notFilled': 'Не удалось пополнить кошелёк',
  'missing.title': 'Здесь ничего нет',
  'missing.text': 'Возможно, в адресе опечатка или то, что здесь было, удалено.',
  'missing.toFeed': 'В ленту',
  'missing.head': 'Не найдено',
  'away.title': 'Связь пропала',
  'away.text': 'Выбранная страница откроется сама, когда связь вернётся.',
  'fault.title': 'Что-то пошло не так',
  'fault.page': 'Страница не загрузилась',
  'fault.ours': 'Это наша ошибка. Ничего из сделанного или оплаченного вами не потеряно.',
  'fault.site': 'Fonana не загрузилась',
  'count.posts':
    '{shown} {count, plural, one {публикация} few {публикации} many {публикаций} other {публикации}}',

  // What every screen is made of
  'ui.close': 'Закрыть',
  'ui.dismiss': 'Скрыть',
  'ui.messages': 'Сообщения',
  'ui.retry': 'Повторить',
  'ui.more': 'Показать ещё',
  'ui.notLoaded': 'Не загрузилось',
  'ui.notLoaded.late': 'Возможно, пропала связь. Если она есть, обновите страницу: могла выйти новая версия.',
  'ui.done': '(готово)',
  'ui.optional': 'необязательно',
  'ui.copied': 'Скопировано',
  'ui.notCopied': 'Не скопировано: выделите сами',
  'time.now': 'сейчас',
  'time.minutes': '{count} мин',
  'time.hours': '{count} ч',
  'time.days': '{count} д',

  // Posts and comments

  // Creators and invitations

  // Notifications

  // The library

  // Signing in, names and wallets

  // Buying

  // Receipts and refunds

  // The studio

  // What was refused
}
