import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { isUnavailable } from '#db/errors.ts';
import { AppError, type ErrorCode, errorStatuses } from './errors.ts';
import { contentPolicy } from './http/content-policy.ts';
import type { AppEnv, Dependencies } from './http/context.ts';
import { formLimit } from './http/form-limit.ts';
import { htmlOf, sendHtml } from './http/html.ts';
import { languages } from './http/languages.ts';
import { pageFrame } from './http/page-frame.ts';
import { sameOrigin } from './http/same-origin.ts';
import { withoutSlash } from './http/without-slash.ts';
import { respondentWordsFor } from './i18n/respondent.ts';
import { assetRoutes } from './routes/assets.ts';
import { guardedRoutes } from './routes/guarded-routes.ts';
import { healthRoutes } from './routes/health.ts';
import { imageRoutes } from './routes/images.ts';
import { reportsByLink, secretAddresses } from './routes/reports/by-link.ts';
import { respondRoutes } from './routes/respond/routes.ts';
import { surveyNaming, tokenIn } from './routes/respond/survey-at.ts';
import { schemaRoutes } from './routes/schema.ts';
import { listUploadPath } from './routes/studio/customers.ts';
import { dispositionsUploadPath } from './routes/studio/dispositions-file.ts';
import { isOfStudio, sendStudioError } from './routes/studio/error-page.ts';
import { longDesignForm } from './routes/studio/questionnaire.ts';
import { questionnaireUploadPath } from './routes/studio/questionnaire-file.ts';
import { signedLinksUploadPath } from './routes/studio/signed-links.ts';
import { errorPage } from './views/error.view.ts';

/** The largest form we read. A questionnaire of 500 pairs with comments is a tenth of it. */
const largestForm = 256 * 1024;

/** Where forms bring files; each reads no more than its own limit, from those who may send one. */
const uploads = [questionnaireUploadPath, listUploadPath, dispositionsUploadPath, signedLinksUploadPath];

function errorCodeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  return isUnavailable(error) ? 'unavailable' : 'failed';
}

/** The whole server, as a function of what it is given. */
export function createApp(deps: Dependencies) {
  const app = new Hono<AppEnv>();

  app.use(async function requestId(c, next) {
    c.set('requestId', deps.createId().slice(0, 8));
    await next();
  });
  // before what sets headers of every page, since it has the last word
  app.use('/reports/*', secretAddresses());
  app.use(languages());
  app.use(contentPolicy());
  app.use(
    secureHeaders({
      referrerPolicy: 'same-origin',
      // other hosts of the same domain are not ours to decide about
      strictTransportSecurity: 'max-age=15552000',
    }),
  );
  app.use(compress());
  app.use(formLimit(largestForm, uploads, longDesignForm));

  app.route('/assets', assetRoutes(deps));
  app.route('/images', imageRoutes(deps));
  app.route('/health', healthRoutes(deps));
  app.route('/reports', reportsByLink(deps));
  app.route('/schema', schemaRoutes(deps));
  const studio = guardedRoutes(deps);
  app.use('/studio/*', withoutSlash());
  app.use('/studio/*', sameOrigin(deps.publicUrl));
  for (const { app: pages } of studio.routes) app.route('/studio', pages);
  app.route('/', respondRoutes(deps));

  app.notFound(() => {
    throw new AppError('notFound');
  });
  const nameSurvey = surveyNaming(deps);
  app.onError(async (error, c) => {
    const code = errorCodeOf(error);
    const reference = c.var.requestId;
    if (code === 'failed' || code === 'unavailable') deps.reportFailure({ reference, error });
    if (isOfStudio(c)) return await sendStudioError(deps, studio.guard, c, code);
    if (code === 'tooLarge' || code === 'badRequest') {
      await nameSurvey(c).catch((cause: unknown) => deps.reportFailure({ reference, error: cause }));
    }
    const survey = c.var.survey ?? null;
    const t = respondentWordsFor([...(survey === null ? [] : [survey.language]), ...c.var.wantedLanguages]);
    const until = error instanceof AppError ? error.until : null;
    const token = tokenIn(c.req.path);
    const offered = token === null || !(error instanceof AppError) ? null : { token, steps: error.offers };
    const view = errorPage({ code, until, offered, survey }, reference, t);
    const frame = pageFrame(deps.assets, {
      language: t.locale,
      title: view.heading,
      styles: ['respond.css'],
    });
    c.header('Cache-Control', 'no-store');
    return sendHtml(c, htmlOf(deps.views.page('error', view, frame)), errorStatuses[code]);
  });
  return app;
}
