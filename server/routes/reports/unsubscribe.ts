import { type Context, Hono } from 'hono';
import { type KnownRecipient, reportRecipientById } from '#db/queries/report-mail.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { unsubscribe } from '../../actions/report-mail-plan.ts';
import { unsubscribePath, unsubscribePlace } from '../../actions/send-report-mails.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { locales } from '../../i18n/locale.ts';
import { translator } from '../../i18n/translate.ts';
import { recorderFor } from '../../people/recorder.ts';
import { unsealed } from '../../tokens.ts';
import { unsubscribePage } from '../../views/reports/unsubscribe.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';

/**
 * Where whoever gets a report by mail ends that. Looking changes nothing, since mail programs look at every address; sending
 * does, from the page's button and from a mail program's own (RFC 8058), whatever the form says.
 */
export function unsubscribeRoutes(deps: Dependencies): Hono<AppEnv> {
  const { db } = deps;

  async function recipientAt(c: Context<AppEnv>): Promise<KnownRecipient['recipient']> {
    const id = unsealed(deps.secret, unsubscribePlace, c.req.param('sealed') ?? '');
    const found = id === null ? null : await reportRecipientById(db.read, id);
    if (found === null) throw new AppError('notFound');
    return found.recipient;
  }

  async function show(c: Context<AppEnv>, recipient: KnownRecipient['recipient']): Promise<Response> {
    const language = locales.find((tag) => tag === recipient.language);
    if (language !== undefined && c.req.query('lang') === undefined) c.set('locale', language);
    const t = translator(c.var.locale);
    const survey = await surveyById(db.read, recipient.surveyId);
    const view = unsubscribePage(t, {
      title: titleIn(survey?.title ?? null, t),
      action: unsubscribePath(deps.secret, recipient.id),
      isDone: recipient.unsubscribedAt !== null,
    });
    const frame = pageFrame(deps.assets, {
      language: t.locale,
      title: view.heading,
      styles: ['respond.css'],
    });
    return sendHtml(c, htmlOf(deps.views.page('reports/unsubscribe', view, frame)));
  }

  return new Hono<AppEnv>()
    .get('/:sealed', async (c) => show(c, await recipientAt(c)))
    .post('/:sealed', async (c) => {
      const { id } = await recipientAt(c);
      await unsubscribe({ ...deps, record: recorderFor(deps, 'stranger') }, id);
      return await show(c, await recipientAt(c));
    });
}
