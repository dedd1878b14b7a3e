import type { Context } from 'hono';
import type { Survey } from '#db/tables.ts';
import type { Edit } from '#surveys/design/edits.ts';
import { splitPlace } from '#surveys/design/parts.ts';
import type { Conflict } from '#surveys/design/rebase.ts';
import { type DraftDependencies, editDraft } from '../../actions/edit-draft.ts';
import { undoDraft } from '../../actions/undo-draft.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { record } from '../../people/audit.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import {
  type DesignedDraft,
  designPath,
  nothingDone,
  partPath,
  placeHref,
} from '../../views/studio/design/design-frame.view.ts';
import { errorsView } from '../../views/studio/form.view.ts';
import { designPages, momentary } from './design-pages.ts';
import { definitionOf, designedDraft } from './designed-draft.ts';
import { conflictView, failed, markOf, refusal, refusedEdit } from './edit-answers.ts';
import { addLogoRoutes } from './logo.ts';
import { additionIn, changesIn, editOfButton, pipeIn, type TypedEdit } from './read-edits.ts';
import { standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** A form with all texts of a questionnaire of 300 items in several languages, each with what stood there before. */
export const longDesignForm = {
  path: /^\/studio\/surveys\/[a-z0-9-]{1,64}\/questionnaire\/save$/,
  maxSize: 4 * 1024 * 1024,
};

/** Designing a questionnaire: its pages and questions, the tree of factors, what is said about the whole, all texts. */
export function addQuestionnaireRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const show = designPages(deps);

  for (const page of ['', '/factors', '/settings', '/texts', '/part']) {
    routes.get(`/surveys/:survey/questionnaire${page}`, { survey: 'look' }, ({ c, visitor, survey }) =>
      show(c, visitor, survey.id, new URL(c.req.url)),
    );
  }

  routes
    .get('/surveys/:survey/questionnaire.json', { survey: 'look' }, async ({ c, visitor, survey }) => {
      await deps.db.write((tx) => record(tx, deps, { by: visitor, survey, action: 'survey.exported' }));
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
        const done = () => failed(t, t('design.overtaken'));
        return await show(c, visitor, survey.id, here, { done, status: 409 });
      }
      const button = values.get('edit');
      const edit = button === undefined ? additionIn(values, definitionOf(survey)) : editOfButton(button);
      if (edit === null) {
        const shown = chosenAgain(here, values);
        return await show(c, visitor, survey.id, shown, {
          done: () => failed(t, t('design.unread')),
          status: 422,
        });
      }
      const form = markOf(by.id, revision, edit);
      const outcome = await editDraft(drafting, { surveyId: survey.id, by, edit, revision, form });
      if (outcome === 'unknownSurvey') throw new AppError('notFound');
      if ('edited' in outcome) return c.redirect(goOn(here, survey, edit, outcome.edited.touched), 303);
      if ('refused' in outcome)
        return await show(c, visitor, survey.id, here, refusedEdit(edit, outcome.refused, t));
      return await show(c, visitor, survey.id, here, {
        done: (draft) => ({ ...nothingDone, conflicts: [conflictView(outcome.conflict, draft, t)] }),
        status: 409,
      });
    })

    .post('/surveys/:survey/questionnaire/save', { survey: 'design' }, async ({ c, visitor, survey }) => {
      const values = await readTyped(c);
      // what one person typed is not kept in the name of whoever signed in meanwhile
      const typist = values.get('account') ?? visitor.person.id;
      if (typist !== visitor.person.id) return c.json({ failure: 'otherAccount' }, 403);
      const { t } = standingOf(c, visitor);
      const here = hereIn(c, survey, values.get('here'));
      const { changes, unread } = changesIn(values, definitionOf(survey));
      const drafting = { ...deps, record: recorderFor(deps, visitor) };
      const saved = await saveAll(drafting, survey, visitor, changes, t);
      const typed = new Map([...unread, ...saved.typed]);
      const errors = new Map([
        ...[...unread.keys()].map((name) => [name, t('design.unread')] as const),
        ...saved.errors,
      ]);
      const { revision } = saved;
      const status = saved.conflicts.length > 0 ? 409 : errors.size > 0 ? 422 : 200;
      const told = (draft: DesignedDraft) =>
        saved.conflicts.map((conflict) => conflictView(conflict, draft, t));
      if ((c.req.header('accept') ?? '').includes('application/json')) {
        const conflicts =
          saved.conflicts.length === 0 ? [] : told(await designedDraft(deps.db.read, survey.id, t));
        return c.json({ revision, errors: Object.fromEntries(errors), conflicts }, status);
      }
      if (status !== 200) {
        const done = (draft: DesignedDraft) => ({
          ...nothingDone,
          errors: errorsView(t, errors),
          conflicts: told(draft),
        });
        return await show(c, visitor, survey.id, here, { done, typed, status });
      }
      const [insert, put] = [values.get('insert'), values.get('put')];
      if (insert !== undefined) here.searchParams.set('insert', insert);
      if (put !== undefined) {
        const edit = pipeIn(values, put, definitionOf(survey));
        const outcome =
          edit === null
            ? null
            : await editDraft(drafting, { surveyId: survey.id, by: visitor.person, edit, revision });
        if (outcome === 'unknownSurvey') throw new AppError('notFound');
        if (outcome === null || !('edited' in outcome)) {
          const done = () => failed(t, t('design.unread'));
          return await show(c, visitor, survey.id, here, { done, status: 422 });
        }
      }
      const at = insert ?? put;
      const fragment = at === undefined ? '' : `#${encodeURI(at)}`;
      return c.redirect(here.pathname + here.search + fragment, 303);
    });

  addLogoRoutes(routes, deps);
}

/** Makes all changes of a form, each by itself: what is in the way of one is not in the way of others. */
async function saveAll(
  drafting: DraftDependencies,
  survey: Survey,
  { person }: Visitor,
  changes: readonly TypedEdit[],
  t: ReturnType<typeof standingOf>['t'],
) {
  const typed = new Map<string, string>();
  const errors = new Map<string, string>();
  const conflicts: Conflict[] = [];
  let revision = survey.draftRevision;
  for (const { edit, seen, name, text } of changes) {
    // each field says what stood in it, so that only a change of that very field is in its way
    const sent = { surveyId: survey.id, by: person, edit, revision: -1, seen };
    const outcome = await editDraft(drafting, sent);
    if (outcome === 'unknownSurvey') throw new AppError('notFound');
    if ('edited' in outcome) revision = outcome.edited.revision;
    else typed.set(name, text);
    if ('refused' in outcome) errors.set(name, refusal(outcome.refused, t));
    if ('conflict' in outcome) conflicts.push(outcome.conflict);
  }
  return { typed, errors, conflicts, revision };
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
  for (const name of momentary) url.searchParams.delete(name);
  return isOurs ? url : first;
}

/** The same page with what was chosen on it, so that it need not be chosen again. */
function chosenAgain(here: URL, values: ReadonlyMap<string, string>): URL {
  const [add, about] = [values.get('add'), values.get('about')];
  if (add === undefined || about === undefined) return here;
  const again = new URL(here);
  again.searchParams.set('add', add);
  again.searchParams.set('about', about);
  return again;
}

/** Where to go on after an edit: to what it was about, or from what is gone to where it stood. */
function goOn(here: URL, { slug }: Survey, edit: Edit, touched: string): string {
  const { part } = splitPlace(touched);
  const [kind = ''] = part.split(':');
  if (edit.edit === 'remove' && here.searchParams.get('place') === edit.place)
    return /^(?:end|quota):/.test(edit.place) ? placeHref(slug, part, kind) : designPath(slug);
  if (['addQuestion', 'addPage', 'addEnd', 'addQuota'].includes(edit.edit)) return partPath(slug, part);
  const fragment = edit.edit === 'setCondition' ? 'condition' : encodeURI(part);
  return `${here.pathname}${here.search}#${fragment}`;
}
