import type { Context } from 'hono';
import type { Definition } from '#surveys/definition.ts';
import { previewable } from '#surveys/previewable.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import type { GuardedRoutes } from '../../../http/guarded.ts';
import { negotiateLanguage } from '../../../i18n/locale.ts';
import {
  type PreviewChoices,
  previewPage,
  previewWidths,
} from '../../../views/studio/preview/preview.view.ts';
import { designedDraft } from '../designed-draft.ts';
import { sendStudioPage, standingOf } from '../studio-page.ts';
import { addPreviewPages } from './pages.ts';

/** The preview of a draft: a page of the studio with the customers' own pages in it. */
export function addPreviewRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  routes.get('/surveys/:survey/questionnaire/preview', { survey: 'look' }, async ({ c, visitor, survey }) => {
    c.set('framing', 'frames');
    const standing = standingOf(c, visitor);
    const draft = await designedDraft(deps.db.read, survey.id, standing.t);
    const shown = previewable(draft.definition, draft.problems);
    const view = previewPage(standing, draft, shown, choicesIn(c, shown.definition, deps.createId()));
    return sendStudioPage(deps, c, 'studio/preview/preview', view);
  });
  addPreviewPages(routes, deps);
}

/** @param chance decides random orders, the same in all frames of the page and another each time */
function choicesIn(
  c: Context<AppEnv>,
  { languages, facts, quotas }: Definition,
  chance: string,
): PreviewChoices {
  const [first = '', ...others] = languages;
  const wanted = [c.req.query('in') ?? '', c.var.locale, ...c.var.wantedLanguages];
  const full = new Set(c.req.queries('full') ?? []);
  return {
    width: previewWidths.find((each) => each === c.req.query('width')) ?? 'both',
    language: negotiateLanguage([first, ...others], wanted),
    by: c.req.query('by') === 'open' ? 'open' : 'personal',
    facts: new Map(
      facts.flatMap(({ key }) => {
        const value = c.req.query(`fact:${key}`) ?? '';
        return value === '' ? [] : [[key, value]];
      }),
    ),
    full: new Set(quotas.flatMap(({ key }) => (full.has(key) ? [key] : []))),
    seed: chance,
  };
}
