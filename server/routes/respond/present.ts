import type { Context } from 'hono';
import type { FieldError } from '#surveys/field-error.ts';
import { type RoutePage, route } from '#surveys/journey.ts';
import type { Form } from '#surveys/read-page.ts';
import type { Interview } from '../../actions/interview.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { respondPage } from '../../views/respond/page.view.ts';
import { thanksPage } from '../../views/respond/thanks.view.ts';
import { wordsIn } from './reader.ts';

/** One page to show: what its controls hold, and what came of sending it. */
export interface Shown {
  /** Where its form is sent. */
  readonly action: string;
  readonly interview: Interview;
  readonly current: RoutePage;
  readonly language: string;
  readonly typed: Form;
  readonly problems?: readonly FieldError[];
  readonly status?: 200 | 422 | 503;
}

function comeBackBy({ link }: Interview) {
  if (link === null) return 'open';
  return link.memberId === null ? 'openBegun' : 'personal';
}

/** Shows the pages of an interview. */
export function createPresenter({ views, assets }: Pick<Dependencies, 'views' | 'assets'>) {
  return {
    page(c: Context<AppEnv>, shown: Shown) {
      const { interview, current, language, problems = [], status = 200 } = shown;
      const view = respondPage({
        ...wordsIn(c, interview.definition, language),
        route: route(interview.definition, interview.answers),
        current,
        action: shown.action,
        comeBack: comeBackBy(interview),
        typed: shown.typed,
        problems,
        notSaved: status === 503,
      });
      const needsAttention = view.errors !== null || view.alert !== null;
      const frame = pageFrame(assets, {
        language,
        title: view.documentTitle,
        styles: ['respond.css'],
        scripts: needsAttention ? ['error-summary.js'] : [],
      });
      return sendHtml(c, htmlOf(views.page('respond/page', view, frame)), status);
    },

    thanks(c: Context<AppEnv>, { definition }: Interview, language: string) {
      const { words, t } = wordsIn(c, definition, language);
      const view = thanksPage(words, t);
      const frame = pageFrame(assets, { language, title: view.documentTitle, styles: ['respond.css'] });
      return sendHtml(c, htmlOf(views.page('respond/thanks', view, frame)));
    },
  };
}
