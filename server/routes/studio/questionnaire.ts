import type { Context } from 'hono';
import type { Survey } from '#db/tables.ts';
import type { Edit } from '#surveys/design/edits.ts';
import type { EditProblem } from '#surveys/design/outcome.ts';
import { splitPlace } from '#surveys/design/parts.ts';
import type { Conflict } from '#surveys/design/rebase.ts';
import { editDraft } from '../../actions/edit-draft.ts';
import { undoDraft } from '../../actions/undo-draft.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import { record } from '../../people/audit.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { conditionView } from '../../views/studio/design/condition.view.ts';
import { type Done, designPath, nothingDone } from '../../views/studio/design/design-frame.view.ts';
import { factorsPage } from '../../views/studio/design/factors.view.ts';
import { outlinePage } from '../../views/studio/design/outline.view.ts';
import { designedPart, partPage } from '../../views/studio/design/part.view.ts';
import { settingsPage } from '../../views/studio/design/settings.view.ts';
import { textsPage } from '../../views/studio/design/texts.view.ts';
import { errorsView } from '../../views/studio/form.view.ts';
import { definitionOf, designedDraft } from './designed-draft.ts';
import { additionIn, changesIn, editOfButton } from './read-edits.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** Designing a questionnaire: its pages and questions, the tree of factors, what is said about the whole, all texts. */
export function addQuestionnaireRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;
  const scripts = { scripts: ['sortable.js', 'studio-design.js'] as const };

  /** The page at a path of the designer, as the draft is now. */
  async function show(
    c: Context<AppEnv>,
    visitor: Visitor,
    surveyId: string,
    here: URL,
    outcome: { done?: Done; typed?: ReadonlyMap<string, string>; status?: 200 | 409 | 422 } = {},
  ): Promise<Response> {
    const standing = { ...standingOf(c, visitor), here: here.pathname + here.search };
    const draft = await designedDraft(db.read, surveyId, standing.t, outcome.typed);
    const { done, status = 200 } = outcome;
    const options = { ...scripts, status };
    switch (here.pathname) {
      case designPath(draft.slug, '/factors'):
        return sendStudioPage(deps, c, 'studio/design/factors', factorsPage(standing, draft, done), options);
      case designPath(draft.slug, '/settings'):
        return sendStudioPage(
          deps,
          c,
          'studio/design/settings',
          settingsPage(standing, draft, done),
          options,
        );
      case designPath(draft.slug, '/texts'): {
        const isFiltered = here.searchParams.get('only') === 'missing';
        return sendStudioPage(
          deps,
          c,
          'studio/design/texts',
          textsPage(standing, draft, isFiltered, done),
          options,
        );
      }
      case designPath(draft.slug, '/part'): {
        const part = designedPart(draft, here.searchParams.get('place') ?? '');
        if (part === null) return c.redirect(designPath(draft.slug), 303);
        const outline = outlinePage(standing, draft);
        const about = here.searchParams.get('about');
        const condition = conditionView(standing, draft, part, { about, mayEdit: outline.mayEdit });
        return sendStudioPage(
          deps,
          c,
          'studio/design/part',
          partPage(standing, draft, part, condition, done),
          options,
        );
      }
      default:
        return sendStudioPage(deps, c, 'studio/design/outline', outlinePage(standing, draft, done), options);
    }
  }

  for (const page of ['', '/factors', '/settings', '/texts', '/part']) {
    routes.get(`/surveys/:survey/questionnaire${page}`, { survey: 'look' }, ({ c, visitor, survey }) =>
      show(c, visitor, survey.id, new URL(c.req.url)),
    );
  }

  routes
    .get('/surveys/:survey/questionnaire.json', { survey: 'look' }, async ({ c, visitor, survey }) => {
      await db.write((tx) => record(tx, deps, { by: visitor, survey, action: 'survey.exported' }));
      const text = JSON.stringify(survey.draft, null, 2);
      return sendFile(c, `${survey.slug}.json`, 'application/json; charset=utf-8', once(text));
    })

    .post('/surveys/:survey/questionnaire/edit', { survey: 'design' }, async ({ c, visitor, survey }) => {
      const values = await readTyped(c);
      const { t } = standingOf(c, visitor);
      const here = hereIn(c, survey, values.get('here'));
      const revision = Number(values.get('revision'));
      const way = values.get('way');
      const drafting = { ...deps, record: recorderFor(deps, visitor) };
      const by = visitor.person;
      if (way === 'undo' || way === 'redo') {
        const step = await undoDraft(drafting, { surveyId: survey.id, by, revision, way });
        if (step !== 'overtaken') return c.redirect(here.pathname + here.search, 303);
        return await show(c, visitor, survey.id, here, {
          done: failed(t, t('design.overtaken')),
          status: 409,
        });
      }
      const definition = definitionOf(survey);
      const button = values.get('edit');
      const edit = button === undefined ? additionIn(values, definition) : editOfButton(button);
      if (edit === null)
        return await show(c, visitor, survey.id, here, { done: failed(t, t('design.unread')), status: 422 });
      const outcome = await editDraft(drafting, { surveyId: survey.id, by, edit, revision });
      if (outcome === 'unknownSurvey') throw new AppError('notFound');
      if ('edited' in outcome) return c.redirect(goOn(here, survey, edit, outcome.edited.touched), 303);
      const done =
        'refused' in outcome
          ? failed(t, refusal(outcome.refused, t))
          : { ...nothingDone, conflicts: [conflictView(outcome.conflict, t)] };
      return await show(c, visitor, survey.id, here, { done, status: 'refused' in outcome ? 422 : 409 });
    })

    .post('/surveys/:survey/questionnaire/save', { survey: 'design' }, async ({ c, visitor, survey }) => {
      const values = await readTyped(c);
      const { t } = standingOf(c, visitor);
      const here = hereIn(c, survey, values.get('here'));
      const { changes, unread } = changesIn(values, definitionOf(survey));
      const drafting = { ...deps, record: recorderFor(deps, visitor) };
      const typed = new Map(unread);
      const errors = new Map([...unread.keys()].map((name) => [name, t('design.unread')]));
      const conflicts: Done['conflicts'][number][] = [];
      let revision = survey.draftRevision;
      for (const { edit, seen, name, text } of changes) {
        // each field says what stood in it, so that only a change of that very field is in its way
        const sent = { surveyId: survey.id, by: visitor.person, edit, revision: -1, seen };
        const outcome = await editDraft(drafting, sent);
        if (outcome === 'unknownSurvey') throw new AppError('notFound');
        if ('edited' in outcome) revision = outcome.edited.revision;
        else typed.set(name, text);
        if ('refused' in outcome) errors.set(name, refusal(outcome.refused, t));
        if ('conflict' in outcome) conflicts.push(conflictView(outcome.conflict, t));
      }
      const status = conflicts.length > 0 ? 409 : errors.size > 0 ? 422 : 200;
      if ((c.req.header('accept') ?? '').includes('application/json'))
        return c.json({ revision, errors: Object.fromEntries(errors), conflicts }, status);
      if (status === 200) return c.redirect(here.pathname + here.search, 303);
      const done = { said: null, errors: errorsView(t, errors), conflicts };
      return await show(c, visitor, survey.id, here, { done, typed, status });
    });
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The designer's page that a form says it stands on; the first one for anything else. */
function hereIn(c: Context<AppEnv>, { slug }: Survey, sent: string | undefined): URL {
  const first = new URL(designPath(slug), c.req.url);
  const url = sent === undefined || !sent.startsWith('/') ? first : new URL(sent, c.req.url);
  const isOurs =
    url.origin === first.origin &&
    (url.pathname === first.pathname || url.pathname.startsWith(`${first.pathname}/`));
  url.searchParams.delete('about');
  return isOurs ? url : first;
}

/** Where to go on after an edit: to what it was about, or from what is gone to where it stood. */
function goOn(here: URL, { slug }: Survey, edit: Edit, touched: string): string {
  const { part } = splitPlace(touched);
  const isGone = edit.edit === 'remove' && here.searchParams.get('place') === edit.place;
  if (isGone) return designPath(slug);
  if (edit.edit === 'addQuestion' || edit.edit === 'addPage')
    return designPath(slug, `/part?${new URLSearchParams({ place: part })}`);
  return `${here.pathname}${here.search}#${encodeURI(part)}`;
}

function failed(t: Translate, text: string): Done {
  return { ...nothingDone, errors: errorsView(t, new Map([['', text]])) };
}

/** Why an edit was refused, in words. */
function refusal({ code, places, problems }: EditProblem, t: Translate): string {
  return t(`design.refused.${code}`, {
    places: places.join(', '),
    problems: problems.map(({ code: problem, params }) => t(`cli.problem.${problem}`, params)).join(' '),
  });
}

function conflictView({ place, yours, theirs }: Conflict, t: Translate): Done['conflicts'][number] {
  const said = (value: unknown) =>
    value === undefined
      ? t('design.conflict.gone')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return { place, yours: said(yours), theirs: said(theirs) };
}
