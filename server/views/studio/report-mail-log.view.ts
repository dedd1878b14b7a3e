import type { KnownRecipient } from '#db/queries/report-mail.ts';
import type { ReportMail, Wave } from '#db/tables.ts';
import type { MailState } from '../../actions/send-report-mails.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import { surveyPath } from './frame.view.ts';
import { waveName } from './surveys.view.ts';

/** A mail as the list of what was sent tells of it. */
export interface MailLogRow {
  readonly due: string;
  readonly to: string;
  readonly what: string;
  readonly state: string;
  readonly isSent: boolean;
  /** Why it did not go, and what the mail server said. */
  readonly why: readonly string[];
  /** `null` for what has not failed. */
  readonly again: { readonly action: string; readonly label: string; readonly name: string } | null;
}

/** A moment by the machine's own clock. */
export function momentIn(t: Translate, at: number): string {
  return new Intl.DateTimeFormat(t.locale, {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at);
}

export function mailLogRow(
  t: Translate,
  slug: string,
  mail: ReportMail,
  { known, waves }: { readonly known: readonly KnownRecipient[]; readonly waves: readonly Wave[] },
): MailLogRow {
  const found = known.find(({ recipient }) => recipient.id === mail.recipientId);
  const name = found?.person?.name ?? found?.recipient.name ?? '';
  const to = name === '' ? (found?.recipient.address ?? '') : name;
  const wave = waves.find(({ id }) => id === mail.waveId);
  const [kind] = mail.occasion.split(':');
  const what = kind === 'closed' || kind === 'weekly' ? kind : 'monthly';
  return {
    due: momentIn(t, mail.dueAt),
    to,
    what: t(`reportMail.what.${what}`, { wave: wave === undefined ? '' : waveName(wave, t) }),
    state: stateInWords(t, mail),
    isSent: mail.state === 'sent',
    why: whyInWords(t, mail),
    again:
      mail.state === 'failed'
        ? {
            action: surveyPath(slug, `/report/mail/log/${encodeURIComponent(mail.id)}/again`),
            label: t('reportMail.again'),
            name: t('reportMail.againWhich', { name: to }),
          }
        : null,
  };
}

function stateInWords(t: Translate, { state, attempts, nextAt, sentAt }: ReportMail): string {
  if (state === 'sent') return t('reportMail.state.sent', { moment: momentIn(t, sentAt ?? 0) });
  if (state === 'pending' && attempts > 0)
    return t('reportMail.state.retry', { count: attempts, moment: momentIn(t, nextAt) });
  return t(`reportMail.state.${state}`);
}

const failures = {
  later: 'reportMail.failure.later',
  signIn: 'reportMail.failure.signIn',
  unreachable: 'reportMail.failure.unreachable',
  refused: 'reportMail.failure.refused',
  unsure: 'reportMail.failure.unsure',
  interrupted: 'reportMail.failure.interrupted',
  noRight: 'reportMail.failure.noRight',
  noReport: 'reportMail.failure.noReport',
  failed: 'reportMail.failure.failed',
} as const satisfies Record<MailState, MessageKey>;

/** Why a mail did not go, in words. */
export function failureInWords(t: Translate, failure: MailState): string {
  return t(failures[failure]);
}

function whyInWords(t: Translate, { failure, answer }: ReportMail): readonly string[] {
  if (failure === null || !Object.hasOwn(failures, failure)) return [];
  const said = answer === null || answer === '' ? [] : [t('reportMail.answer', { answer })];
  return [failureInWords(t, failure as MailState), ...said];
}
