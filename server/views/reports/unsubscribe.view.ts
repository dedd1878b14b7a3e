import type { Translate } from '../../i18n/translate.ts';

/** Where somebody ends the mails of a report. */
export interface UnsubscribePage {
  readonly organisation: string;
  readonly heading: string;
  readonly help: string;
  /** `null` once it is done. */
  readonly form: { readonly action: string; readonly submit: string } | null;
}

export function unsubscribePage(
  t: Translate,
  { title, action, isDone }: { readonly title: string; readonly action: string; readonly isDone: boolean },
): UnsubscribePage {
  const names = { survey: title };
  return {
    organisation: title,
    heading: t(isDone ? 'mail.stopped.title' : 'mail.stop.title'),
    help: t(isDone ? 'mail.stopped.help' : 'mail.stop.help', names),
    form: isDone ? null : { action, submit: t('mail.stop.go') },
  };
}
