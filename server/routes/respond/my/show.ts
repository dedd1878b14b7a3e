import type { Context } from 'hono';
import type { Interview } from '../../../actions/interview.ts';
import { brandOf } from '../../../brand.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { htmlOf, sendHtml } from '../../../http/html.ts';
import { pageFrame } from '../../../http/page-frame.ts';
import type { Masthead } from '../../../views/respond/masthead.ts';
import type { Views } from '../../../views.ts';

/** Names of the pages about a customer's own answers and rights, and of the question whose they are. */
type MyPage =
  | 'respond/answers'
  | 'respond/invitations'
  | 'respond/privacy'
  | 'respond/resume'
  | 'respond/withdrawal';

/** Sends one of a customer's own pages. It needs no script. */
export async function showMine<Name extends MyPage>(
  c: Context<AppEnv>,
  { db, views, assets }: Pick<Dependencies, 'db' | 'views' | 'assets'>,
  { definition, respondent }: Pick<Interview, 'definition' | 'respondent'>,
  name: Name,
  view: Views[Name] & Masthead,
): Promise<Response> {
  const frame = pageFrame(assets, {
    language: respondent.language,
    title: view.documentTitle,
    styles: ['respond.css'],
    brand: await brandOf(db.read, definition),
  });
  return sendHtml(c, htmlOf(views.page(name, view, frame)));
}
