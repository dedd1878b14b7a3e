import type { Context } from 'hono';
import type { Interview } from '../../../actions/interview.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { htmlOf, sendHtml } from '../../../http/html.ts';
import { pageFrame } from '../../../http/page-frame.ts';
import type { Masthead } from '../../../views/respond/masthead.ts';
import type { Views } from '../../../views.ts';

/** Names of the pages about a customer's own answers and rights. */
type MyPage = 'respond/answers' | 'respond/invitations' | 'respond/privacy' | 'respond/withdrawal';

/** Sends one of a customer's own pages. It needs no script. */
export function showMine<Name extends MyPage>(
  c: Context<AppEnv>,
  { views, assets }: Pick<Dependencies, 'views' | 'assets'>,
  { respondent }: Pick<Interview, 'respondent'>,
  name: Name,
  view: Views[Name] & Masthead,
): Response {
  const frame = pageFrame(assets, {
    language: respondent.language,
    title: view.documentTitle,
    styles: ['respond.css'],
  });
  return sendHtml(c, htmlOf(views.page(name, view, frame)));
}
