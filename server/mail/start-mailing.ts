import { type MailDependencies, sendReportMails } from '../actions/send-report-mails.ts';
import type { Mailer } from './mailer.ts';
import { type Repeating, repeating } from './schedule.ts';

/** Mails reports for as long as the server runs; `null` where mail is not set up. */
export function startMailing(
  deps: Omit<MailDependencies, 'mailer' | 'onFailure' | 'signal'> & { readonly mailer?: Mailer },
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
): Repeating | null {
  const { mailer } = deps;
  if (mailer === undefined) return null;
  return repeating(() => sendReportMails({ ...deps, mailer, onFailure, signal }), { onFailure });
}
